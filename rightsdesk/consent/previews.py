"""What consent would say to the same request about each of many recordings, in a constant number of SQL queries.

Each answer is that of `consent.queries.preview`; a test holds the two together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rightsdesk.artists.models import Recording, RecordingWork, Share
from rightsdesk.artists.queries import owners
from rightsdesk.consent import models
from rightsdesk.consent.queries import as_law, grantors_among
from rightsdesk.domain.consent import (
    Outcome,
    Reason,
    Request,
    ScopeKind,
    Verdict,
    decide,
)
from rightsdesk.domain.shares import PUBLISHING, Right


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything consent reads about one recording."""

    recording: Recording
    works: frozenset[int]
    shares: tuple[Share, ...]
    clauses: tuple[models.Clause, ...]


def previews(recordings: Sequence[Recording], request: Request) -> dict[int, Verdict]:
    """By primary key, what the answer would be today; nothing is stored."""
    return {facts.recording.pk: _preview(facts, request) for facts in _facts(recordings, request.on)}


def _facts(recordings: Sequence[Recording], day: date) -> list[Facts]:
    keys = [recording.pk for recording in recordings]
    links = list(RecordingWork.objects.filter(recording__in=keys))
    shares = list(owners(recordings, day))
    clauses = list(_clauses(recordings, {link.work_id for link in links}, day))
    found = []
    for recording in recordings:
        works = frozenset(link.work_id for link in links if link.recording_id == recording.pk)
        own = tuple(s for s in shares if s.recording_id == recording.pk or s.work_id in works)
        reach = tuple(clause for clause in clauses if _reaches(clause.terms, recording, works))
        found.append(Facts(recording, works, own, reach))
    return found


def _clauses(recordings: Sequence[Recording], works: set[int], day: date) -> list[models.Clause]:
    scope = (
        Q(terms__scope=ScopeKind.PARTY)
        | Q(terms__artist__in=[recording.artist_id for recording in recordings])
        | Q(terms__recording__in=[recording.pk for recording in recordings])
        | Q(terms__work__in=works)
    )
    in_force = models.Clause.objects.filter(
        scope, terms__state=models.TermsState.IN_FORCE, terms__valid__contains=day
    )
    return list(in_force.select_related("terms__grantor").order_by("pk"))


def _reaches(terms: models.Terms, recording: Recording, works: frozenset[int]) -> bool:
    return (
        terms.scope == ScopeKind.PARTY
        or terms.recording_id == recording.pk
        or (terms.artist_id is not None and terms.artist_id == recording.artist_id)
        or terms.work_id in works
    )


def _preview(facts: Facts, request: Request) -> Verdict:
    answered = decide(
        request, grantors_among([facts.recording], facts.shares), [as_law(clause) for clause in facts.clauses]
    )
    rights = {Right(share.right) for share in facts.shares}
    sides = [("master", Right.MASTER in rights), ("composition", bool(rights & PUBLISHING))]
    missing = tuple(_ownerless(facts.recording, side) for side, owned in sides if not owned)
    return Verdict(Outcome.DENY, (*missing, *answered.reasons)) if missing else answered


def _ownerless(recording: Recording, side: str) -> Reason:
    message = f"No owner of the {side} of {recording.title} is on record."
    return Reason("no_owner", Outcome.DENY, "", "", message)

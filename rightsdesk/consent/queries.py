"""Reads of consent: who must agree, which clauses are in force, what the answer would be."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from rightsdesk.accounts.models import User
from rightsdesk.artists.models import Recording, Share
from rightsdesk.artists.queries import owners, parties_of
from rightsdesk.consent import models
from rightsdesk.domain.consent import (
    Answer,
    Clause,
    Conditions,
    Grantor,
    Request,
    ScopeKind,
    Use,
    Verdict,
    decide,
)
from rightsdesk.domain.errors import NotFound
from rightsdesk.domain.shares import PUBLISHING, Right


def grantors(recordings: Sequence[Recording], day: date) -> set[Grantor]:
    """Every master owner, every publishing owner of every linked work, and the featured artists."""
    return grantors_among(recordings, owners(recordings, day))


def grantors_among(recordings: Iterable[Recording], shares: Iterable[Share]) -> set[Grantor]:
    """The same, where the shares of the recordings have been read already."""
    found = {
        Grantor(recording.artist.party.public_id, recording.artist.name, "featured artist")
        for recording in recordings
    }
    for share in shares:
        if share.right == Right.MASTER:
            found.add(Grantor(share.party.public_id, share.party.name, "owner of the master"))
        elif share.right in PUBLISHING:
            found.add(Grantor(share.party.public_id, share.party.name, "owner of the composition"))
    return found


def sides_without_owner(recordings: Sequence[Recording], day: date) -> list[str]:
    """The sides ("master" or "composition") of these recordings for which no owner is on record."""
    missing = []
    for recording in recordings:
        rights = {Right(share.right) for share in owners([recording], day)}
        missing += [f"the master of {recording.title}"] * (Right.MASTER not in rights)
        missing += [f"the composition of {recording.title}"] * (not rights & PUBLISHING)
    return missing


def clauses_in_force(recordings: Sequence[Recording], parties: set[str], day: date) -> list[Clause]:
    """The clauses of terms in force on `day` that reach these recordings, in the law's own form."""
    keys = [recording.pk for recording in recordings]
    scope = (
        Q(terms__scope=ScopeKind.PARTY)
        | Q(terms__artist__recordings__in=keys)
        | Q(terms__recording__in=keys)
        | Q(terms__work__recording_links__recording__in=keys)
    )
    rows = models.Clause.objects.filter(
        scope,
        terms__state=models.TermsState.IN_FORCE,
        terms__valid__contains=day,
        terms__grantor__public_id__in=parties,
    )
    return [as_law(row) for row in rows.select_related("terms__grantor").distinct().order_by("pk")]


def as_law(row: models.Clause) -> Clause:
    """A stored clause in the law's own form."""
    return Clause(
        grantor=row.terms.grantor.public_id,
        grantor_name=row.terms.grantor.name,
        terms=row.terms.public_id,
        version=row.terms.version,
        scope=ScopeKind(row.terms.scope),
        use=Use(row.use),
        answer=Answer(row.answer),
        conditions=Conditions.from_json(row.conditions),
    )


def preview(recordings: Sequence[Recording], request: Request) -> Verdict:
    """What the answer would be; nothing is stored."""
    asked = grantors(recordings, request.on)
    return decide(request, asked, clauses_in_force(recordings, {grantor.id for grantor in asked}, request.on))


def terms_of(user: User) -> QuerySet[models.Terms]:
    """Every version of the terms of the parties a person acts for, the newest first."""
    found = models.Terms.objects.filter(grantor__in=parties_of(user))
    return (
        found.select_related("grantor", "artist", "recording", "work")
        .prefetch_related("clauses")
        .order_by("grantor_id", "scope", "-version")
    )


def approvals_for(user: User) -> QuerySet[models.Approval]:
    """The requests put to the parties a person acts for."""
    found = models.Approval.objects.filter(grantor__in=parties_of(user))
    return found.select_related("grantor", "verdict").order_by("due", "pk")


def approval_for(user: User, public_id: str) -> models.Approval:
    """One of them. Raises NotFound for anybody else's."""
    found = approvals_for(user).filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found

"""What the portal's pages show, composed from the queries of the rooms that own it. Scoped by those queries."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rightsdesk.accounts.models import User
from rightsdesk.artists.models import Party, Recording
from rightsdesk.consent.models import Approval, Terms, TermsState
from rightsdesk.consent.queries import approval_for, terms_of
from rightsdesk.derivatives.models import Derivative
from rightsdesk.derivatives.queries import waiting_approvals
from rightsdesk.domain.consent import SPECIFICITY, Outcome, ScopeKind, Use
from rightsdesk.domain.errors import NotFound
from rightsdesk.media.queries import signed_url
from rightsdesk.portal.terms.reach import DECIDING
from rightsdesk.portal.wording import ANSWER_WORDS, NO_ANSWER, USE_WORDS, recipe_in_words

WAITING = (TermsState.DRAFT, TermsState.AWAITING_SECOND_PERSON)


@dataclass(frozen=True, slots=True)
class Original:
    """A recording a request is about, and how to hear it: empty where its audio is not on the desk."""

    recording: Recording
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One request put to a grantor: the derivative that waits, and what it is made from: the two songs of a mashup."""

    approval: Approval
    derivative: Derivative
    originals: list[Original]
    changes: list[str]

    @property
    def titles(self) -> list[str]:
        return [original.recording.title for original in self.originals]


@dataclass(frozen=True, slots=True)
class Answered:
    """One use at a glance. `answer` is empty where nothing was ever said, which means no."""

    use: str
    words: str
    answer: str
    answer_words: str
    differs: int


@dataclass(frozen=True, slots=True)
class GrantorConsent:
    """One grantor: the terms in force from wide to specific, the glance over them, and what stood before."""

    grantor: Party
    in_force: list[Terms] = field(default_factory=list)
    earlier: list[Terms] = field(default_factory=list)
    glance: list[Answered] = field(default_factory=list)
    waiting: list[Terms] = field(default_factory=list)
    may_sign: bool = False

    @property
    def has_widest(self) -> bool:
        """Whether terms for everything are in force."""
        return any(terms.scope == ScopeKind.PARTY for terms in self.in_force)

    @property
    def has_roster(self) -> bool:
        """Whether terms for the roster are in force."""
        return any(terms.scope == ScopeKind.ROSTER for terms in self.in_force)


def waiting(user: User) -> list[Asked]:
    """The requests that wait for this person, the most urgent first."""
    found = waiting_approvals(user).prefetch_related(
        "verdict__derivatives__programme__platform", "verdict__derivatives__sources__recording__master"
    )
    return [_asked(user, approval) for approval in found]


def asked(user: User, public_id: str) -> Asked:
    """One request, answered or not. Raises NotFound for anybody else's."""
    return _asked(user, approval_for(user, public_id))


def _asked(user: User, approval: Approval) -> Asked:
    derivative = next(iter(approval.verdict.derivatives.all()), None)
    sources = list(derivative.sources.all()) if derivative else []
    originals = [_original(user, source.recording) for source in sources if source.recording]
    if derivative is None or not originals:
        raise NotFound()
    return Asked(approval, derivative, originals, recipe_in_words(derivative.recipe))


def _original(user: User, recording: Recording) -> Original:
    return Original(recording, signed_url(recording.master, user.actor) if recording.master else "")


def others_to_ask(approval: Approval) -> list[Approval]:
    """The other grantors of the same request, and what they said."""
    found = Approval.objects.filter(verdict=approval.verdict_id).exclude(pk=approval.pk)
    return list(found.select_related("grantor").order_by("pk"))


def why_asked(approval: Approval) -> list[str]:
    """The sentences of the verdict that concern this grantor and made the desk ask."""
    said = [reason for reason in approval.verdict.reasons if reason["grantor"] == approval.grantor.public_id]
    return [reason["message"] for reason in said if reason["outcome"] == Outcome.ASK]


def consent_of(
    user: User, parties: Iterable[Party], today: date, signs: Container[int] = ()
) -> list[GrantorConsent]:
    """Every party the person acts for, also those that never signed anything. `signs`: those they may sign for."""
    terms = list(terms_of(user))
    return [
        _grantor(party, [row for row in terms if row.grantor_id == party.pk], today, party.pk in signs)
        for party in parties
    ]


def _grantor(party: Party, terms: list[Terms], today: date, may_sign: bool) -> GrantorConsent:
    waiting = [row for row in terms if row.state in WAITING]
    deciding = _deciding(terms, today)
    in_force = [row for row in terms if row.state == TermsState.IN_FORCE or row in deciding]
    in_force.sort(key=lambda row: (SPECIFICITY[ScopeKind(row.scope)], row.pk))
    earlier = [row for row in terms if row not in in_force and row not in waiting]
    glance = [_at_a_glance(use, deciding) for use in Use]
    return GrantorConsent(party, in_force, earlier, glance, waiting, may_sign)


def _deciding(terms: Iterable[Terms], today: date) -> list[Terms]:
    """Of each reach the newest version that holds today; also one whose successor begins on a later day."""
    found: dict[tuple[Any, ...], Terms] = {}
    for row in terms:
        reach = (row.scope, row.artist_id, row.recording_id, row.work_id)
        if row.state in DECIDING and today in row.valid and row.version >= found.get(reach, row).version:
            found[reach] = row
    return list(found.values())


def _at_a_glance(use: Use, in_force: list[Terms]) -> Answered:
    """The answer for everything, and how many narrower terms answer otherwise. For one song only is not everything."""
    said = [
        (ScopeKind(row.scope), clause.answer)
        for row in in_force
        for clause in row.clauses.all()
        if clause.use == use
    ]
    wide = next((answer for scope, answer in said if scope in (ScopeKind.PARTY, ScopeKind.ARTIST)), "")
    differs = sum(answer != wide for _, answer in said)
    return Answered(use.value, USE_WORDS[use], wide, ANSWER_WORDS.get(wide, NO_ANSWER), differs)

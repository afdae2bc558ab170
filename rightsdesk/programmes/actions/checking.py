"""Record that somebody at the desk looked whether a party is who it says it is, and how."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.models import OrganisationKind, Programme, Role, User
from rightsdesk.accounts.queries import memberships
from rightsdesk.artists.actions import hand_over_party
from rightsdesk.artists.models import Party
from rightsdesk.domain.errors import Forbidden, Invalid, NotFound
from rightsdesk.journal.actions import record
from rightsdesk.media.models import Asset
from rightsdesk.programmes import queries
from rightsdesk.programmes.actions.taking_part import leave_all, let_in
from rightsdesk.programmes.models import CheckMethod, CheckOutcome, IdentityCheck, Invitation


@dataclass(frozen=True, slots=True)
class Seen:
    """What was looked at: a passport's last digits, the society's entry, the deposit's reference, the call's date."""

    method: CheckMethod
    reference: str
    outcome: CheckOutcome
    evidence: Asset | None = None


def record_identity(
    *, actor: str, checker: User, party_id: str, seen: Seen, now: datetime | None = None
) -> IdentityCheck:
    """A check by a second person of the operator. Passed: the party joins the programme it was invited to. Failed: it
    takes part in none. The same check by the same person twice is one."""
    moment = now or timezone.now()
    with transaction.atomic():
        party = _party(checker, party_id)
        _check(checker, party, seen)
        latest, claim = queries.latest_check(party), queries.claim_on(party)
        if latest is not None and _same(latest, checker, claim, seen):
            return latest
        made = IdentityCheck.objects.create(
            party=party,
            claim=claim,
            method=seen.method.value,
            reference=seen.reference.strip(),
            evidence=seen.evidence,
            checked_by=checker,
            at=moment,
            outcome=seen.outcome.value,
        )
        facts = {"method": made.method, "outcome": made.outcome, "evidence": _hash(seen)}
        record(
            actor=actor, verb="programmes.identity_checked", subject=party.public_id, facts=facts, now=moment
        )
        _follow(actor, party, seen.outcome, claim, moment)
    return made


def _party(checker: User, party_id: str) -> Party:
    """The party, locked. Only rights administrators of the operator know it here; for others there is nothing."""
    held = memberships(checker).filter(
        role=Role.RIGHTS_ADMINISTRATOR, organisation__kind=OrganisationKind.OPERATOR.value
    )
    party = Party.objects.select_for_update().filter(public_id=party_id).first()
    if party is None or not held.exists():
        raise NotFound()
    return party


def _check(checker: User, party: Party, seen: Seen) -> None:
    came = Invitation.objects.filter(party=party)
    involved = came.filter(inviter=checker) | came.filter(accepted_by=checker)
    if involved.exists() or memberships(checker).filter(organisation=party.organisation).exists():
        raise Forbidden(
            "second_person", "Somebody who neither invited them nor belongs to them must check this."
        )
    if not seen.reference.strip():
        raise Invalid("reference_missing", "Say what you saw: a document, an entry, a deposit, a call.")


def _same(latest: IdentityCheck, checker: User, claim: Invitation | None, seen: Seen) -> bool:
    was = (latest.checked_by_id, latest.method, latest.reference, latest.outcome)
    now = (checker.pk, seen.method.value, seen.reference.strip(), seen.outcome.value)
    return was == now and (claim is None or claim.pk == latest.claim_id)


def _hash(seen: Seen) -> str:
    return seen.evidence.sha256 if seen.evidence else ""


def _follow(actor: str, party: Party, outcome: CheckOutcome, claim: Invitation | None, now: datetime) -> None:
    if outcome is CheckOutcome.FAILED:
        # Somebody who claimed a party of the catalogue was not it; that says nothing about the party.
        if claim is None:
            leave_all(actor=actor, party=party, now=now)
        return
    if claim is not None and claim.settled is not None:
        hand_over_party(actor=actor, party_id=party.pk, organisation=claim.settled)
    came = Invitation.objects.filter(pk=claim.pk) if claim else party.invitations.filter(claims=None)
    for programme in Programme.objects.filter(invitations__in=came).order_by("pk").distinct():
        let_in(actor=actor, party=party, programme=programme, now=now)

"""Invite somebody by e-mail, and take an invitation back. Who invites must hold what the invitation gives."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.models import DelegatedRight, Organisation, OrganisationKind, Programme, Role, User
from rightsdesk.accounts.queries import memberships, rights_in
from rightsdesk.artists.models import Party, PartyKind
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from rightsdesk.journal.actions import record
from rightsdesk.programmes import queries
from rightsdesk.programmes.models import Invitation, InvitationKind
from rightsdesk.programmes.tokens import hashed

HOLD_PARTIES = (
    OrganisationKind.ARTIST_TEAM,
    OrganisationKind.LABEL,
    OrganisationKind.PUBLISHER,
    OrganisationKind.SOCIETY,
)
MOST_OPEN = 200


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """Whom to ask, and in whose name. `label`: the roster an artist comes to. `claims`: whom of the catalogue they are.
    `rights`, `until`: a delegate's."""

    kind: InvitationKind
    email: str
    organisation: Organisation
    programme: Programme | None = None
    label: Party | None = None
    claims: Party | None = None
    rights: frozenset[DelegatedRight] = field(default=frozenset())
    until: date | None = None


def invite(
    *, actor: str, inviter: User, new: NewInvitation, token: str, now: datetime | None = None
) -> Invitation:
    """One invitation a token. An open one to the same address, of the same kind and organisation, ends with it."""
    moment = now or timezone.now()
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=new.organisation.pk)
        if known := Invitation.objects.filter(token_hash=hashed(token), inviter=inviter).first():
            return known
        check_inviter(inviter, new)
        _check(new, moment)
        _replace(actor, new, moment)
        made = Invitation.objects.create(
            **_columns(new), inviter=inviter, token_hash=hashed(token), **_times(moment)
        )
        record(actor=actor, verb="programmes.invited", subject=made.public_id, facts=_facts(new), now=moment)
    return made


def check_inviter(inviter: User, new: NewInvitation) -> None:
    """Refuse who may not invite, or would give away more than they hold. Asked again when the invitation is accepted."""
    held = rights_in(inviter, new.organisation)
    if not memberships(inviter).filter(organisation=new.organisation).exists():
        raise NotFound()
    if DelegatedRight.INVITE not in held:
        raise Forbidden("may_not_invite", f"You may not invite people for {new.organisation}.")
    if new.kind is InvitationKind.DELEGATE:
        _check_delegation(new, held)
    else:
        _check_administrator(inviter, new)


def _check_delegation(new: NewInvitation, held: frozenset[DelegatedRight]) -> None:
    if new.organisation.kind not in HOLD_PARTIES:
        raise Forbidden(
            "no_delegates_here", f"{new.organisation} owns no rights that a delegate could look after."
        )
    if not new.rights <= held:
        raise Forbidden("rights_not_held", "You can pass on only the rights you have yourself.")


def _check_administrator(inviter: User, new: NewInvitation) -> None:
    """Artists and publishers are invited by a rights administrator: the operator's, or a label's to its own roster."""
    held = memberships(inviter).filter(organisation=new.organisation, role=Role.RIGHTS_ADMINISTRATOR)
    at_operator = new.organisation.kind == OrganisationKind.OPERATOR
    own_roster = (
        new.kind is InvitationKind.ARTIST
        and new.label is not None
        and new.label.kind == PartyKind.LABEL
        and new.label.organisation_id == new.organisation.pk
    )
    if not held.exists() or not (own_roster or (at_operator and new.label is None)):
        raise Forbidden("may_not_invite", f"You may not invite {new.kind.value}s for {new.organisation}.")
    if new.claims is not None:
        _check_claim(new, new.claims)


def _check_claim(new: NewInvitation, claims: Party) -> None:
    """A label names only artists of its own roster; nobody names a party that somebody acts for already."""
    today = timezone.localdate()
    if new.label is not None and not queries.rosters([new.label], today).filter(party=claims).exists():
        raise NotFound()
    if claims.organisation_id is not None or claims.kind == PartyKind.LABEL:
        raise Conflict("party_acted_for", f"Somebody acts for {claims} already.")


def _check(new: NewInvitation, now: datetime) -> None:
    """Refuse what cannot be sent or makes no sense."""
    try:
        validate_email(new.email)
    except ValidationError as error:
        raise Invalid("email_malformed", "This is not an e-mail address.") from error
    if new.kind is InvitationKind.DELEGATE and new.claims is not None:
        raise Invalid("delegates_claim_nothing", "A delegate acts for others and is nobody of the catalogue.")
    if new.kind is InvitationKind.DELEGATE and not new.rights:
        raise Invalid("rights_missing", "Choose at least one right that the delegate gets.")
    if new.until is not None and new.until <= now.date():
        raise Invalid("period_ended", "The period must end after today.")
    if queries.open_invitations(now).filter(organisation=new.organisation).count() >= MOST_OPEN:
        raise Conflict("too_many_open", f"{MOST_OPEN} invitations are open already; take some back first.")


def _replace(actor: str, new: NewInvitation, now: datetime) -> None:
    same = queries.open_invitations(now).filter(organisation=new.organisation, kind=new.kind.value)
    for old in same.filter(email=new.email.lower()).order_by("pk"):
        _end(actor, old, "A newer invitation takes its place.", now)


def _columns(new: NewInvitation) -> dict[str, object]:
    return {
        "kind": new.kind.value,
        "email": new.email.lower(),
        "organisation": new.organisation,
        "programme": new.programme,
        "label": new.label,
        "claims": new.claims,
        "rights": sorted(new.rights),
        "until": new.until,
    }


def _times(now: datetime) -> dict[str, datetime]:
    return {"made_at": now, "expires": now + timedelta(days=settings.INVITATION_DAYS)}


def _facts(new: NewInvitation) -> dict[str, object]:
    """What the journal keeps; the address itself stays in the invitation."""
    named = {"programme": new.programme, "label": new.label, "claims": new.claims}
    given = {"rights": sorted(new.rights)} if new.rights else {}
    until = {"until": new.until.isoformat()} if new.until else {}
    subjects = {key: row.public_id for key, row in named.items() if row is not None}
    return {"kind": new.kind.value, "organisation": new.organisation.public_id, **subjects, **given, **until}


def revoke(*, actor: str, user: User, invitation_id: str, now: datetime | None = None) -> Invitation:
    """Take an invitation back. One that was accepted is a Conflict; one already taken back stays so."""
    with transaction.atomic():
        found = queries.invitations_of(user).filter(public_id=invitation_id).first()
        if found is None:
            raise NotFound()
        if DelegatedRight.INVITE not in rights_in(user, found.organisation):
            raise Forbidden("may_not_invite", f"You may not take back invitations of {found.organisation}.")
        invitation = Invitation.objects.select_for_update().get(pk=found.pk)
        if invitation.accepted_at is not None:
            raise Conflict("invitation_accepted", "This invitation was accepted already.")
        if invitation.revoked_at is None:
            _end(actor, invitation, "", now or timezone.now())
    return invitation


def _end(actor: str, invitation: Invitation, reason: str, now: datetime) -> None:
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at"])
    record(
        actor=actor,
        verb="programmes.invitation_revoked",
        subject=invitation.public_id,
        reason=reason,
        now=now,
    )

"""Somebody comes through an invitation's link: once, in time, and as the person who was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.actions import create_new_user, grant_role
from rightsdesk.accounts.models import DelegatedRight, Role, User
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, Refusal
from rightsdesk.journal.actions import record
from rightsdesk.programmes import queries
from rightsdesk.programmes.actions.inviting import NewInvitation, check_inviter
from rightsdesk.programmes.actions.settling import Newcomer, settle
from rightsdesk.programmes.models import Invitation, InvitationKind
from rightsdesk.programmes.rules import RULES_VERSION


@dataclass(frozen=True, slots=True)
class Joining:
    """What the person says. `known_as`: the artist's or the company's name; `rules`: the version they accept."""

    rules: str
    name: str = ""
    password: str = ""
    known_as: str = ""
    tax_residence: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)


def accept(
    *, token: str, joining: Joining, signed_in: User | None = None, now: datetime | None = None
) -> Invitation:
    """Make the account, the role, and for artists and publishers the party. Raises NotFound for a token that is none."""
    moment = now or timezone.now()
    with transaction.atomic():
        found = queries.invitation_by(token)
        invitation = Invitation.objects.select_for_update().get(pk=found.pk)
        _check_open(invitation, moment)
        if joining.rules != RULES_VERSION:
            raise Invalid("rules_not_accepted", "Please read and accept the rules.")
        user = _person(invitation, joining, signed_in)
        if invitation.kind == InvitationKind.DELEGATE:
            _delegate(invitation, user)
        else:
            who = Newcomer(user, joining.known_as, joining.identifiers, joining.tax_residence)
            settle(who, invitation)
        _close(invitation, user, joining.rules, moment)
    return invitation


def _check_open(invitation: Invitation, now: datetime) -> None:
    """An invitation lives as long as its inviter may invite: who lost the right cannot let people in by an old link."""
    state = queries.standing(invitation, now)
    if state != "open":
        raise Conflict("invitation_ended", "This invitation has ended. Ask for a new one.", {"state": state})
    try:
        check_inviter(invitation.inviter, as_asked(invitation))
    except Refusal as refusal:
        raise Conflict(
            "invitation_ended", "Whoever invited you may no longer do so. Ask for a new invitation."
        ) from refusal


def as_asked(invitation: Invitation) -> NewInvitation:
    """The invitation as it was asked for."""
    return NewInvitation(
        InvitationKind(invitation.kind),
        invitation.email,
        invitation.organisation,
        invitation.programme,
        invitation.label,
        invitation.claims,
        frozenset(map(DelegatedRight, invitation.rights)),
        invitation.until,
    )


def _person(invitation: Invitation, joining: Joining, signed_in: User | None) -> User:
    """The account of the invited address: the one signed in, or a new one. Nobody else's, and never without sign-in."""
    known = User.objects.filter(email=invitation.email).first()
    if signed_in is not None and signed_in != known:
        raise Forbidden("another_account", f"This invitation is for {invitation.email}; sign out first.")
    if known is not None:
        if signed_in is None:
            raise Forbidden("sign_in_first", f"Sign in as {invitation.email} to accept.")
        return known
    return _new_person(invitation, joining)


def _new_person(invitation: Invitation, joining: Joining) -> User:
    if not joining.name.strip():
        raise Invalid("name_missing", "Tell us your name.")
    try:
        validate_password(joining.password, User(email=invitation.email, name=joining.name))
    except ValidationError as error:
        raise Invalid("password_weak", " ".join(error.messages)) from error
    return create_new_user(
        actor=f"system:invitation:{invitation.public_id}",
        email=invitation.email,
        name=joining.name.strip(),
        password=joining.password,
    )


def _delegate(invitation: Invitation, user: User) -> None:
    if invitation.until is not None and invitation.until <= timezone.localdate():
        raise Conflict("invitation_ended", "The period you were invited for is over.")
    grant_role(
        actor=invitation.inviter.actor,
        user=user,
        organisation=invitation.organisation,
        role=Role.DELEGATE,
        until=invitation.until,
        rights=invitation.rights,
    )


def _close(invitation: Invitation, user: User, rules: str, now: datetime) -> None:
    invitation.accepted_at, invitation.accepted_by, invitation.rules = now, user, rules
    invitation.save(update_fields=["accepted_at", "accepted_by", "party", "settled", "rules"])
    party = {"party": invitation.party.public_id} if invitation.party else {}
    facts = {"kind": invitation.kind, "rules": rules, **party}
    record(actor=user.actor, verb="programmes.joined", subject=invitation.public_id, facts=facts, now=now)

"""Roles: who may do what, where. Granting and ending one needs a second person."""

from datetime import date
from typing import Any

from rightsdesk.accounts.actions import end_role, grant_role
from rightsdesk.accounts.models import Membership, Organisation, Role, User
from rightsdesk.journal.actions.changes import Facts, Kind, propose
from rightsdesk.journal.models import Change


def _held(payload: Facts) -> Facts:
    """The roles of this person there, each with its period."""
    rows = Membership.objects.filter(
        user__public_id=payload["user"], organisation__public_id=payload["organisation"]
    )
    return {row.role: _period(row.valid_from, row.valid_to) for row in rows.order_by("role", "valid_from")}


def _period(since: date, until: date | None) -> str:
    return f"from {since}" + (f" until {until}" if until else "")


def _granted(before: Facts, payload: Facts) -> Facts:
    return {**before, payload["role"]: _period(date.fromisoformat(payload["since"]), None)}


def _ended(before: Facts, payload: Facts) -> Facts:
    return {name: text for name, text in before.items() if name != payload["role"]}


def _grant(change: Change) -> object:
    asked = change.payload
    return grant_role(
        actor=change.proposed_by,
        user=User.objects.get(public_id=asked["user"]),
        organisation=Organisation.objects.get(public_id=asked["organisation"]),
        role=Role(asked["role"]),
        since=date.fromisoformat(asked["since"]),
        rights=asked.get("rights", ()),
    )


def _end(change: Change) -> object:
    return end_role(
        actor=change.proposed_by, membership_id=change.payload["membership"], reason=change.reason
    )


GRANT = Kind("roles.grant", "Grant a role", "approve_roles", _held, _granted, _grant)
END = Kind("roles.end", "End a role", "approve_roles", _held, _ended, _end)
KINDS = (GRANT, END)


def propose_grant(*, actor: str, reason: str, user: User, organisation: Organisation, **asked: Any) -> Change:
    """Ask a second person to grant `role` from `since` on, with a delegate's `rights`."""
    payload = {
        "user": user.public_id,
        "organisation": organisation.public_id,
        "role": Role(asked["role"]).value,
        "since": asked["since"].isoformat(),
        "rights": sorted(asked.get("rights") or ()),
    }
    return propose(actor=actor, kind=GRANT.name, subject=user.public_id, payload=payload, reason=reason)


def propose_end(*, actor: str, membership: Membership, reason: str) -> Change:
    """Ask a second person to end a role."""
    payload = {
        "membership": membership.pk,
        "user": membership.user.public_id,
        "organisation": membership.organisation.public_id,
        "role": membership.role,
    }
    subject = membership.user.public_id
    return propose(actor=actor, kind=END.name, subject=subject, payload=payload, reason=reason)

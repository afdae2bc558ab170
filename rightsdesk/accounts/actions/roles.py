"""Roles of people in organisations: given for a period, with a delegate's rights, and ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from rightsdesk.accounts.models import DelegatedRight, Membership, Organisation, Role, User
from rightsdesk.domain.errors import Conflict
from rightsdesk.journal.actions import record


@dataclass(frozen=True, slots=True)
class Grant:
    """The role a person gets in an organisation, from a day on, until a day or open; `rights` are for delegates."""

    user: User
    organisation: Organisation
    role: Role
    since: date
    until: date | None
    rights: frozenset[DelegatedRight]

    @property
    def who(self) -> dict[str, Any]:
        return {"user": self.user, "organisation": self.organisation, "role": self.role.value}

    @property
    def facts(self) -> dict[str, Any]:
        until = {"until": self.until.isoformat()} if self.until else {}
        given = {"rights": sorted(self.rights)} if self.role is Role.DELEGATE else {}
        return {"organisation": self.organisation.public_id, "role": self.role.value, **given, **until}


def grant_role(
    *,
    actor: str,
    user: User,
    organisation: Organisation,
    role: Role,
    since: date | None = None,
    until: date | None = None,
    rights: Iterable[DelegatedRight | str] = (),
) -> Membership:
    """A role of a person in an organisation, from `since` (default: today) on. A delegate's other rights are a Conflict."""
    given = frozenset(map(DelegatedRight, rights))
    return _grant(actor, Grant(user, organisation, role, since or timezone.localdate(), until, given))


def _grant(actor: str, new: Grant) -> Membership:
    with transaction.atomic():
        User.objects.select_for_update().get(pk=new.user.pk)
        over = Q(valid_to=None) | Q(valid_to__gt=new.since)
        if held := Membership.objects.filter(over, **new.who).order_by("valid_from").first():
            return _same(held, new)
        made = Membership.objects.create(
            **new.who, valid_from=new.since, valid_to=new.until, rights=sorted(new.rights)
        )
        record(actor=actor, verb="accounts.role_granted", subject=new.user.public_id, facts=new.facts)
    return made


def _same(held: Membership, new: Grant) -> Membership:
    """The membership in force, if it says the same; a delegate's rights and period are ended and given anew, not bent."""
    if new.role is Role.DELEGATE and (set(held.rights), held.valid_to) != (set(new.rights), new.until):
        raise Conflict(
            "role_held",
            f"{new.user} is a delegate already, with other rights or another period; end that first.",
        )
    return held


def end_role(*, actor: str, membership_id: int, reason: str = "", on: date | None = None) -> Membership:
    """End a role, at once unless a later day is named. One that has ended stays as it ended."""
    with transaction.atomic():
        held = (
            Membership.objects.select_for_update()
            .select_related("user", "organisation")
            .get(pk=membership_id)
        )
        last = max(on or timezone.localdate(), held.valid_from)
        if held.valid_to is None or held.valid_to > last:
            held.valid_to = last
            held.save(update_fields=["valid_to"])
            facts = {
                "organisation": held.organisation.public_id,
                "role": held.role,
                "until": last.isoformat(),
            }
            record(
                actor=actor,
                verb="accounts.role_ended",
                subject=held.user.public_id,
                facts=facts,
                reason=reason,
            )
    return held

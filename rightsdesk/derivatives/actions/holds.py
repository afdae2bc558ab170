"""Holding visibility or money, from an instant on, and letting go again."""

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from rightsdesk.derivatives.models import Derivative, Hold, HoldKind, HoldOn
from rightsdesk.journal.actions import record


def hold(
    *,
    actor: str,
    derivative_id: int,
    on: HoldOn,
    kind: HoldKind,
    reason: str,
    subject: str = "",
    since: datetime | None = None,
) -> Hold:
    """Hold what falls on or after `since` (None: everything, from the start) until released. Twice is once."""
    with transaction.atomic():
        derivative = Derivative.objects.select_for_update(of=("self",)).get(pk=derivative_id)
        during = DateTimeTZRange(since, None)
        found, made = Hold.objects.get_or_create(
            derivative=derivative,
            on=on.value,
            kind=kind.value,
            subject=subject,
            defaults={"reason": reason, "during": during},
        )
        if made:
            record(
                actor=actor,
                verb="hold.placed",
                subject=derivative.public_id,
                facts={"hold": found.public_id, "on": on.value, "kind": kind.value, "behind": subject},
                reason=reason,
            )
    return found


def release(
    *, actor: str, derivative_id: int, on: HoldOn, subject: str, reason: str, now: datetime | None = None
) -> int:
    """End the open holds of one subject. Returns how many were ended; none the second time."""
    with transaction.atomic():
        derivative = Derivative.objects.select_for_update(of=("self",)).get(pk=derivative_id)
        open_holds = Hold.objects.select_for_update().filter(
            derivative=derivative, on=on.value, subject=subject, during__upper_inf=True
        )
        found = list(open_holds.order_by("pk"))
        for each in found:
            each.during = DateTimeTZRange(each.during.lower, now or timezone.now())
            each.save(update_fields=["during"])
            record(
                actor=actor,
                verb="hold.released",
                subject=derivative.public_id,
                facts={"hold": each.public_id, "on": on.value},
                reason=reason,
            )
    return len(found)

"""What some derivatives earned lately: the money a withdrawal or a change of terms is about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.db.models.expressions import RawSQL
from django.utils import timezone

from rightsdesk.payouts.models import Allocation, RunState


@dataclass(frozen=True, slots=True)
class Earned:
    """Micro-units of one currency."""

    currency: str
    units: int


def earned(keys: Collection[int], *, months: int = 3, today: date | None = None) -> tuple[Earned, ...]:
    """What derivatives (by primary key) earned for everybody together in runs that were posted, since the first of
    the month so many months ago; by currency. One query, however many derivatives."""
    if not keys:
        return ()
    day = today or timezone.now().date()
    number = day.year * 12 + day.month - 1 - months
    since = f"{number // 12:04d}-{number % 12 + 1:02d}"
    asked = RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])
    lines = Allocation.objects.filter(
        derivative__in=asked, run__state=RunState.POSTED.value, run__period__gte=since, party__isnull=False
    )
    rows = lines.values_list("pool__currency").annotate(units=Sum("units")).order_by("pool__currency")
    return tuple(Earned(currency, units) for currency, units in rows)

"""Money in: a pool is opened once, and stands."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.models import Programme
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.domain.periods import Period
from rightsdesk.journal.actions import record
from rightsdesk.payouts.models import Pool


def open_pool(
    *,
    actor: str,
    programme: Programme,
    period: str,
    amount: int,
    currency: str = "",
    territory: str = "",
    source: str = "listening",
    now: datetime | None = None,
) -> Pool:
    """Put micro-units of a month's money up for division. Opening it again with the same amount changes nothing.

    Raises Invalid for an amount that is not positive, and Conflict when the pool stands with another amount.
    """
    if amount <= 0:
        raise Invalid("pool_amount", "A pool holds more than nothing.", {"amount": amount})
    key = {
        "programme": programme, "period": str(Period.parse(period)), "territory": territory, "source": source,
        "currency": currency or programme.currency,
    }  # fmt: skip
    with transaction.atomic():
        facts = {"amount": amount, "opened_by": actor, "opened_at": now or timezone.now()}
        pool, made = Pool.objects.get_or_create(**key, defaults=facts)
        if pool.amount != amount:
            raise Conflict("pool_stands", "This pool already stands with another amount.",
                           {"pool": pool.public_id, "amount": pool.amount})  # fmt: skip
        if made:
            record(actor=actor, verb="pool.opened", subject=pool.public_id, now=now,
                   facts={"period": period, "amount": amount, "currency": pool.currency})  # fmt: skip
    return pool

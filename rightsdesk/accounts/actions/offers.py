"""Changing what a programme offers: its plans, quotas, currency, default, territories and the version of its money rules."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from rightsdesk.accounts.models import Programme
from rightsdesk.domain.errors import Invalid, NotFound
from rightsdesk.journal.actions import record

RATES = ("plans", "default", "territories", "currency", "money_rules")
DEFAULTS = ("opt_in", "opt_out")


def rates_of(programme: Programme) -> dict[str, Any]:
    """What a programme offers today, as plain facts."""
    return {name: getattr(programme, name) for name in RATES}


def amend_programme(*, actor: str, public_id: str, values: Mapping[str, Any], reason: str = "") -> Programme:
    """Change some of RATES. Raises Invalid for what no programme can offer; the same values again change nothing."""
    with transaction.atomic():
        programme = Programme.objects.select_for_update().filter(public_id=public_id).first()
        if programme is None:
            raise NotFound()
        before = rates_of(programme)
        changed = {name: value for name, value in _checked(values).items() if before[name] != value}
        if changed:
            for name, value in changed.items():
                setattr(programme, name, value)
            programme.save(update_fields=list(changed))
            facts = {"before": {name: before[name] for name in changed}, "after": changed}
            record(
                actor=actor, verb="accounts.programme_amended", subject=public_id, facts=facts, reason=reason
            )
    return programme


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(RATES):
        raise Invalid("rate_unknown", f"A programme has no {', '.join(sorted(unknown))}.")
    if values.get("default", "opt_in") not in DEFAULTS:
        raise Invalid("default_unknown", "A programme's default is opt_in or opt_out.")
    currency = values.get("currency", "EUR")
    if not (isinstance(currency, str) and len(currency) == 3 and currency.isalpha() and currency.isupper()):
        raise Invalid("currency_malformed", "A currency is three capital letters, such as EUR.")
    if "plans" in values:
        _check_plans(values["plans"])
    return dict(values)


def _check_plans(plans: Any) -> None:
    if not isinstance(plans, dict) or not plans:
        raise Invalid("plans_malformed", "A programme needs at least one plan.")
    for name, plan in plans.items():
        quota = plan.get("monthly_quota") if isinstance(plan, dict) else None
        if (
            not isinstance(quota, int)
            or isinstance(quota, bool)
            or quota < 0
            or not isinstance(plan.get("addon"), bool)
        ):
            raise Invalid(
                "plans_malformed",
                f"Plan {name} needs a monthly quota of 0 or more, and whether it has the add-on.",
            )

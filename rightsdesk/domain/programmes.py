"""What a platform's programme lets one listener ask for: its plans, add-on, quota, uses and territories."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan of a programme: whether it holds the remix add-on, and how many derivatives a month."""

    name: str
    addon: bool
    monthly_quota: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Why the programme does not admit a request: a code and a sentence."""

    code: str
    message: str


def plan_named(plans: Mapping[str, Mapping[str, object]], name: str) -> Plan | None:
    """The plan of this name as the programme's stored form describes it, or None."""
    facts = plans.get(name)
    if facts is None:
        return None
    return Plan(name, bool(facts.get("addon")), int(str(facts.get("monthly_quota", 0))))


def admit(plan: Plan | None, *, used: int, territory: str, territories: frozenset[str]) -> Refused | None:
    """None when the programme admits the request. `used`: the listener's derivatives this calendar month (UTC)."""
    if plan is None:
        return Refused("unknown_plan", "The listener's plan is not part of this programme.")
    if not plan.addon:
        return Refused("plan_without_addon", f"The plan “{plan.name}” does not include the remix add-on.")
    if territory not in territories and "WW" not in territories:
        return Refused("territory_outside_programme", f"The programme is not offered in {territory}.")
    if used >= plan.monthly_quota:
        return Refused(
            "quota_used_up",
            f"The listener has used all {plan.monthly_quota} derivatives of this month that “{plan.name}” includes.",
        )
    return None

"""What a programme admits: plan, add-on, territory, quota."""

import pytest

from rightsdesk.domain.programmes import Plan, admit, plan_named

PLUS = Plan("plus", addon=True, monthly_quota=3)
PLACES = frozenset({"DE", "FR"})


def test_it_admits_what_the_plan_includes() -> None:
    assert admit(PLUS, used=2, territory="DE", territories=PLACES) is None


@pytest.mark.parametrize(
    ("plan", "used", "territory", "code"),
    [
        (None, 0, "DE", "unknown_plan"),
        (Plan("free", addon=False, monthly_quota=9), 0, "DE", "plan_without_addon"),
        (PLUS, 3, "DE", "quota_used_up"),
        (PLUS, 0, "US", "territory_outside_programme"),
    ],
)
def test_it_refuses_with_a_code(plan: Plan | None, used: int, territory: str, code: str) -> None:
    refused = admit(plan, used=used, territory=territory, territories=PLACES)

    assert refused is not None
    assert refused.code == code


def test_a_plan_nobody_described_is_unknown() -> None:
    assert plan_named({"plus": {"addon": True, "monthly_quota": 3}}, "gold") is None

"""From a statement's facts and lines to the page: every figure as people read it. Looks lie in templates/papers."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from rightsdesk.domain.money import cents, cents_that_add_up, show_cents
from rightsdesk.domain.periods import Period
from rightsdesk.domain.statements import (
    Detail,
    Group,
    by_hold,
    by_recording,
    by_right,
    dispute_until,
    from_csv,
)
from rightsdesk.engines.papers import Attachment, qr_svg, render
from rightsdesk.payouts.bridge import Step, bridge_svg

MOST_RECORDINGS, MOST_HOLDS = 40, 16
INK = "#161a22"


def statement_pdf(facts: dict[str, Any], data: bytes) -> bytes:
    """The paper of a statement. The same facts and the same line detail are the same bytes."""
    period = Period.parse(facts["period"])
    html = render_to_string("papers/statement.html", context(facts, from_csv(data)))
    name = f"{facts['statement']}-lines.csv"
    return render(html, at=period.end, attachments=(Attachment(name, "Every line of this statement", data),))


def context(facts: dict[str, Any], lines: list[Detail]) -> dict[str, Any]:
    """Everything the template prints."""
    period, currency = Period.parse(facts["period"]), facts["currency"]
    opening, earned, held = _bridge_cents(facts)
    recordings = by_recording(lines, MOST_RECORDINGS)
    return {
        "facts": facts,
        "period": period,
        "until": day(dispute_until(period)),
        "days": f"{period.first.day} to {day(period.last)}",
        "payable": show_cents(opening + earned - held, currency),
        "held": show_cents(held, currency) if held else "",
        "earned": show_cents(earned, currency),
        "plays": f"{sum(group.plays for group in recordings):,}",
        "rights": _rights(lines, earned, currency),
        "recordings": _rows(recordings, earned, held, currency),
        "holds": _rows(by_hold(lines, MOST_HOLDS), held, held, currency),
        "qr": mark_safe(qr_svg(f"{facts['statement']} sha256:{facts['data_sha256']}", dark=INK)),
        "hash": [facts["data_sha256"][i : i + 32] for i in (0, 32)],
        **_bridge(period, lines, (opening, earned, held), currency),
    }


def _bridge(
    period: Period, lines: list[Detail], cents: tuple[int, int, int], currency: str
) -> dict[str, Any]:
    """The way to the payable figure, as rows and as a chart."""
    opening, earned, held = cents
    recordings = len({line.isrc for line in lines})
    steps = [
        Step("Opening balance", opening, "Owed to you from earlier months"),
        Step("Earned", earned, f"{recordings} recording{'s' * (recordings != 1)} in {period.words}"),
        Step("On hold", -held, "Yours, but not payable yet"),
    ]
    rows = [(step.label, show_cents(step.cents, currency), step.note) for step in steps]
    return {"steps": rows, "bridge": mark_safe(bridge_svg(steps, currency))}


def _rights(lines: list[Detail], earned: int, currency: str) -> list[tuple[str, str]]:
    rights = by_right(lines)
    shown = cents_that_add_up([units for _, units in rights], earned)
    return [(name, show_cents(amount, currency)) for (name, _), amount in zip(rights, shown, strict=True)]


def day(value: date) -> str:
    """A day as people write it: 31 October 2026."""
    return f"{value.day} {value:%B %Y}"


def _bridge_cents(facts: dict[str, Any]) -> tuple[int, int, int]:
    """Opening, earned and held in cents, so that they make the payable figure, which alone is rounded."""
    amounts = [facts["opening"], facts["earned"], -facts["held"]]
    opening, earned, minus_held = cents_that_add_up(amounts, cents(facts["payable"]))
    return opening, earned, -minus_held


def _rows(groups: list[Group], total: int, held: int, currency: str) -> list[dict[str, str]]:
    units = cents_that_add_up([group.units for group in groups], total)
    waiting = cents_that_add_up([group.held for group in groups], held)
    return [
        {
            "title": group.title,
            "detail": group.detail,
            "code": group.code,
            "plays": f"{group.plays:,}",
            "amount": show_cents(amount, currency),
            "held": show_cents(wait, currency) if group.held else "",
        }
        for group, amount, wait in zip(groups, units, waiting, strict=True)
    ]

"""Earnings by month as the geometry of a small bar chart. Percent across, pixels up, so that words keep their size."""

from collections.abc import Sequence
from dataclasses import dataclass

from rightsdesk.domain.money import Money

HEIGHT, FLOOR, TOP = 132, 112, 20
SLOT_FILL = 0.62
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One month. x and width in percent, y and height in pixels; `shown` prints its value above it."""

    label: str
    value: str
    x: str
    width: str
    middle: str
    edge: str
    anchor: str
    y: int
    height: int
    above: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One currency's months, oldest first, and the same in one sentence for who cannot see it."""

    bars: list[Bar]
    summary: str
    height: int = HEIGHT
    floor: int = FLOOR


def earnings_chart(months: Sequence[tuple[str, int]], currency: str) -> Chart:
    """`months`: (period, micro-units), oldest first. A year that ends with the newest; it and the highest are labelled."""
    booked = dict(months)
    shown = [(period, booked.get(period, 0)) for period in _year_until(max(booked))] if booked else []
    highest = max((units for _, units in shown), default=0)
    best = next((n for n, (_, units) in enumerate(shown) if units == highest), 0)
    bars = [
        _bar(n, period, units, highest, currency, labelled=n in (best, len(shown) - 1))
        for n, (period, units) in enumerate(shown)
    ]
    said = "; ".join(f"{period}: {Money(units, currency).shown()}" for period, units in months)
    return Chart(bars, f"Earnings by month. {said}.")


def _year_until(last: str) -> list[str]:
    """Twelve accounting months, the oldest first."""
    newest = int(last[:4]) * 12 + int(last[5:]) - 1
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(newest - MONTHS + 1, newest + 1)]


def _bar(n: int, period: str, units: int, highest: int, currency: str, *, labelled: bool) -> Bar:
    slot = 100 / MONTHS
    left, width = slot * (n + (1 - SLOT_FILL) / 2), slot * SLOT_FILL
    height = max(round((FLOOR - TOP) * units / highest), 1) if highest > 0 and units > 0 else 0
    last_half = n >= MONTHS // 2
    return Bar(
        label=period,
        value=Money(units, currency).shown(),
        x=f"{left:.2f}%",
        width=f"{width:.2f}%",
        middle=f"{left + width / 2:.2f}%",
        edge=f"{left + width if last_half else left:.2f}%",
        anchor="end" if last_half else "start",
        y=FLOOR - height,
        height=height,
        above=FLOOR - height - 6,
        shown=labelled,
    )

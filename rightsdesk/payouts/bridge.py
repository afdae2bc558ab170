"""The small bridge chart of a statement: from the opening balance to what is payable, as plain SVG."""

from collections.abc import Sequence
from typing import NamedTuple

from rightsdesk.domain.money import show_cents

WIDTH, HEIGHT, TOP, FOOT = 300, 158, 18, 20
BAR, MARGIN = 51, 12
COLOURS = {"total": "#4b50d8", "up": "#12653e", "down": "#c07a1d"}


class Step(NamedTuple):
    """One movement of the balance, in cents."""

    label: str
    cents: int
    note: str


class Bar(NamedTuple):
    """A bar of the chart, in cents: between two levels, with the figure written over it."""

    label: str
    low: int
    high: int
    figure: int
    kind: str


def bars(steps: Sequence[Step]) -> list[Bar]:
    """One bar a movement, each beginning where the one before ended, and the total."""
    level, found = 0, []
    for number, step in enumerate(steps):
        low, high = sorted((level, level + step.cents))
        kind = "total" if number == 0 else "up" if step.cents >= 0 else "down"
        found.append(Bar(step.label, low, high, step.cents, kind))
        level += step.cents
    return [*found, Bar("Payable", min(level, 0), max(level, 0), level, "total")]


def bridge_svg(steps: Sequence[Step], currency: str) -> str:
    """The chart. Every bar carries its figure and its word, so that nothing rests on colour."""
    drawn = bars(steps)
    low, high = min(bar.low for bar in drawn), max(bar.high for bar in drawn)
    scale = (HEIGHT - TOP - FOOT) / max(high - low, 1)
    base = TOP + high * scale
    shapes = [
        _bar(bar, number * WIDTH / len(drawn), base, scale, currency) for number, bar in enumerate(drawn)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="From the opening balance to what is payable"><line x1="0" x2="{WIDTH}" y1="{base:.1f}" '
        f'y2="{base:.1f}" stroke="#8a93a3" stroke-width="0.75"/>{"".join(shapes)}</svg>'
    )


def _bar(bar: Bar, left: float, base: float, scale: float, currency: str) -> str:
    y, tall = base - bar.high * scale, max((bar.high - bar.low) * scale, 1.5)
    middle = left + BAR / 2 + MARGIN
    return (
        f'<rect x="{left + MARGIN:.1f}" y="{y:.1f}" width="{BAR}" height="{tall:.1f}" rx="2" '
        f'fill="{COLOURS[bar.kind]}"/>'
        + _text(middle, y - 5, show_cents(bar.figure, currency), 600, "#161a22")
        + _text(middle, HEIGHT - 4, bar.label, 400, "#565f6e")
    )


def _text(x: float, y: float, words: str, weight: int, colour: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-family="Inter" font-size="8.5" '
        f'font-weight="{weight}" fill="{colour}">{words}</text>'
    )

"""How every page shows money, moments, ids, places and states. Words and shapes; never a rule."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rightsdesk.domain.money import Money
from rightsdesk.domain.territories import name_of

register = template.Library()

GOOD, WAIT, STOP, INFO, PLAIN = "good", "wait", "stop", "info", "plain"
MEANING = {
    **dict.fromkeys(
        ["published", "allow", "allowed", "approved", "in_force", "posted", "released", "clear"], GOOD
    ),
    **dict.fromkeys(
        ["awaiting_approval", "awaiting_second_person", "waiting", "ask", "held", "suspended"], WAIT
    ),
    **dict.fromkeys(["hold", "reviewed", "draft", "open", "appealed"], WAIT),
    **dict.fromkeys(
        ["refused", "blocked", "withdrawn", "failed", "deny", "declined", "expired", "block"], STOP
    ),
    **dict.fromkeys(["requested", "authorised", "generating", "screening", "taken"], INFO),
}
SHAPE = {GOOD: "✓", WAIT: "◔", STOP: "✕", INFO: "→", PLAIN: "·"}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@register.filter
def money(micro: int | None, currency: str = "EUR") -> str:
    """Micro-units as people read them: 1284170000 → €1,284.17; a dash for nothing."""
    return "–" if micro is None else Money(micro, currency).shown()


@register.filter
def when(instant: datetime | None) -> SafeString:
    """Relative within a week, otherwise the day; the exact instant on hover."""
    if instant is None:
        return SafeString('<span class="muted">–</span>')
    exact = f"{_day(instant)} {instant.year}, {instant:%H:%M:%S} UTC"
    words = _relative(instant, timezone.now())
    return format_html('<time datetime="{}" title="{}">{}</time>', instant.isoformat(), exact, words)


def _relative(instant: datetime, now: datetime) -> str:
    distance = abs(instant - now)
    if distance >= timedelta(days=7):
        return f"{_day(instant)} {instant.year}"
    words = _span(distance)
    if not words:
        return "just now"
    return f"in {words}" if instant > now else f"{words} ago"


def _span(distance: timedelta) -> str:
    minutes = int(distance.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min" if minutes else ""
    return f"{minutes // 60} h" if minutes < 2880 else f"{minutes // 1440} days"


@register.filter
def day(value: date | None) -> str:
    """A calendar day: 1 Oct 2026; a dash for an open end."""
    return f"{_day(value)} {value.year}" if value else "–"


@register.filter
def month(period: str) -> str:
    """An accounting month: 2026-10 → Oct 2026."""
    return f"{MONTHS[int(period[5:]) - 1]} {period[:4]}"


def _day(instant: date) -> str:
    return f"{instant.day} {MONTHS[instant.month - 1]}"


@register.filter
def short_id(public_id: str) -> SafeString:
    """drv_…k3q2z7, copied whole with a click."""
    prefix, _, rest = public_id.partition("_")
    short = f"{prefix}_…{rest[-6:]}" if len(rest) > 8 else public_id
    return format_html(
        '<button type="button" class="id" data-copy="{}" title="Copy {}">{}</button>',
        public_id,
        public_id,
        short,
    )


@register.filter
def place(code: str) -> str:
    """A territory by its name: a country, a group of countries, the world."""
    return name_of(code)


@register.filter
def words(value: Any) -> str:
    """A stored value as words: awaiting_approval → awaiting approval."""
    return str(value).replace("_", " ")


@register.simple_tag
def chip(state: str, label: str = "") -> SafeString:
    """A state as a shape, a word and a colour; never the colour alone."""
    tone = MEANING.get(state, PLAIN)
    return format_html(
        '<span class="chip chip-{}"><span aria-hidden="true">{}</span> {}</span>',
        tone,
        SHAPE[tone],
        label or words(state),
    )

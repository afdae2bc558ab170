"""Seconds and fractions as a listener reads them."""

from django import template

register = template.Library()


@register.filter
def clock(seconds: float | None) -> str:
    """Seconds as minutes and seconds: 67.4 → 1:07; a dash for nothing."""
    if seconds is None:
        return "–"
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


@register.filter
def percent(fraction: float | None) -> str:
    """A fraction as a percentage with one decimal: 0.8123 → 81.2 %."""
    return "–" if fraction is None else f"{fraction * 100:.1f} %"

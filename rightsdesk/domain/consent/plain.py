"""Strict readers of the plain values that terms and requests are stored as. Each raises ValueError in words."""

import math
from collections.abc import Iterable
from datetime import date
from typing import Any

LONGEST = 300
LARGEST = 1_000_000


def name(value: Any) -> str:
    """A short printable text."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST or not value.isprintable():
        raise ValueError(f"{str(value)[:40]!r} is not a name")
    return value.strip()


def names(value: Any) -> frozenset[str]:
    """A list of names; a bare text would silently be its letters, so it is refused."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ValueError("a list of names is expected")
    return frozenset(name(each) for each in value)


def number(value: Any) -> float:
    """A finite number small enough to be the same in every notation."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{str(value)[:40]!r} is not a number")
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise ValueError(f"{value} is out of range")
    return round(float(value), 9) + 0.0


def number_range(value: Any) -> tuple[float, float]:
    """Two numbers, the lower first."""
    low, high = (number(each) for each in value)
    if low > high:
        raise ValueError("a range begins with its lower end")
    return low, high


def day(value: Any) -> date:
    """A date, or its ISO form."""
    return value if isinstance(value, date) else date.fromisoformat(value)

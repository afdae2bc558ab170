"""Columns of money: two decimals and the currency, sorted by the exact micro-units."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin

from rightsdesk.domain.money import Money


def amount(field: str, currency: str = "currency", label: str = "") -> Callable[[Any], str]:
    """A column for one field of micro-units; `currency` may follow relations, as in entry__currency."""

    @admin.display(description=label or field, ordering=field)
    def column(row: Any) -> str:
        unit = row
        for step in currency.split("__"):
            unit = getattr(unit, step)
        return Money(getattr(row, field), unit).shown()

    return column

"""The front page's panels: what waits for somebody, how much of it, its first rows, and where the rest is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.shortcuts import resolve_url

from rightsdesk.console.paging import MOST, counted

FIRST = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """One thing that waits: `count` (of at most ten thousand), its words, its first rows as (text, address)."""

    count: int
    words: str
    address: str
    first: tuple[tuple[str, str], ...]

    @property
    def number(self) -> str:
        return f"more than {MOST:,}" if self.count > MOST else f"{self.count:,}"


def panels(pages: Iterable[Any], request: HttpRequest) -> list[Panel]:
    """What this person may see of what waits: first what there is something of."""
    made = [
        _panel(page, waits, request)
        for page in pages
        for waits in getattr(page, "waits", ())
        if page.has_view_permission(request)
    ]
    return sorted(made, key=lambda panel: panel.count == 0)


def _panel(page: Any, waits: Any, request: HttpRequest) -> Panel:
    rows = page.get_queryset(request).filter(**waits.condition)
    count = counted(rows)
    model = f"{page.opts.app_label}_{page.opts.model_name}"
    related = page.list_select_related or ()
    first = rows.select_related(*related).order_by(*waits.first)[:FIRST] if count else ()
    listed = tuple((waits.says(row), resolve_url(f"admin:{model}_change", row.pk)) for row in first)
    words = waits.one if count == 1 else waits.several
    return Panel(
        count, words, f"{resolve_url(f'admin:{model}_changelist')}?{waits.query or _query(waits)}", listed
    )


def _query(waits: Any) -> str:
    return urlencode(
        {key if "__" in key else f"{key}__exact": value for key, value in waits.condition.items()}
    )

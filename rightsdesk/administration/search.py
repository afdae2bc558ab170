"""The one search: every kind of row that can be found, each as far as this person may see it, grouped and best first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from rightsdesk.console import access_of, site
from rightsdesk.console.finding import PUBLIC_ID, Finds, at_most, matching

MOST = 10
WIDE = 10_000
NOTHING = Finds()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind: their name, at most ten as (text, beside it, address), and where all of them are listed."""

    name: str
    rows: tuple[tuple[str, str, str], ...]
    address: str


def find(request: HttpRequest) -> HttpResponse:
    """`?q=`: grouped results; a public id that names one row goes straight there."""
    text = request.GET.get("q", "").strip()[:200]
    groups = groups_for(request, text) if text else []
    if len(groups) == 1 and len(groups[0].rows) == 1 and PUBLIC_ID.fullmatch(text.lower()):
        return redirect(groups[0].rows[0][2])
    context = {**site.each_context(request), "title": "Find", "text": text, "groups": groups}
    return render(request, "administration/find.html", context)


def groups_for(request: HttpRequest, text: str) -> list[Group]:
    """What was found, by kind, in the order of the console's rooms."""
    pages = [page for page in site._registry.values() if page.has_view_permission(request)]
    by_id = bool(PUBLIC_ID.fullmatch(text.lower()))
    made = [_group(page, request, text) for page in pages if _looked_in(page, text, by_id)]
    return [group for group in made if group.rows]


def _looked_in(page: Any, text: str, by_id: bool) -> bool:
    """A public id is looked for only where rows have its prefix; anything else where words or codes are known."""
    if not by_id:
        return getattr(page, "finds", None) is not None
    field = next((each for each in page.opts.get_fields() if each.name == "public_id"), None)
    return field is not None and field.prefix == text.lower().partition("_")[0]


def _group(page: Any, request: HttpRequest, text: str) -> Group:
    name = f"{page.opts.app_label}_{page.opts.model_name}"
    rows = dict.fromkeys(row for found in _found(page, request, text) for row in found)
    shown = tuple(
        (str(row), getattr(row, "public_id", ""), resolve_url(f"admin:{name}_change", row.pk))
        for row in islice(rows, MOST)
    )
    return Group(str(page.opts.verbose_name_plural), shown, resolve_url(f"admin:{name}_changelist"))


def _found(page: Any, request: HttpRequest, text: str) -> Iterator[Any]:
    """Best first; the person's own rows are looked among, so that others' never push theirs out."""
    mine = page.get_queryset(request).select_related(*(page.list_select_related or ())).order_by()
    found = matching(page.model, getattr(page, "finds", None) or NOTHING, text)
    for keys in at_most(found, WIDE) if access_of(request).tenants is None else found:
        yield mine.filter(pk__in=keys)[:MOST]

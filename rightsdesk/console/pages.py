"""Pages of the console are to read: the base class of every model's page, scoped to the tenant of who reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.postgres.fields import RangeField
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from rightsdesk.console.access import access_of
from rightsdesk.console.finding import Finds, any_of, at_most, matching
from rightsdesk.console.paging import MOST_SEARCHED, CappedPaginator
from rightsdesk.console.stories import Section, story


@dataclass(frozen=True, slots=True)
class Waits:
    """Rows of a list that wait for somebody: `where` they are (at any moment), the words for one and for several, and
    `query`, how the list's address says the same where its filters have another name for it; of the `first` rows, what
    each `says`."""

    where: dict[str, Any] | Callable[[], dict[str, Any]]
    one: str
    several: str
    query: str = ""
    first: tuple[str, ...] = ("pk",)
    says: Callable[[Any], str] = str

    @property
    def condition(self) -> dict[str, Any]:
        return self.where() if callable(self.where) else self.where


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Pages to read. Nothing is added, changed or deleted here; what may be done is an action that calls a verb.

    `tenant`: the paths from a row to the organisations it belongs to. A person of one organisation sees only its rows,
    and a model without paths not at all. `waits`: what of it the front page shows. `finds`: how the one search and the
    list's own find a row of a large table."""

    tenant: ClassVar[tuple[str, ...]] = ()
    waits: ClassVar[tuple[Waits, ...]] = ()
    finds: ClassVar[Finds | None] = None
    # Names of pages that do something to one row, and deeds offered on a row's own page.
    row_pages: ClassVar[tuple[str, ...]] = ()
    row_deeds: ClassVar[tuple[tuple[str, str], ...]] = ()
    sections_first: ClassVar[bool] = False
    paginator = CappedPaginator
    change_form_outer_before_template = "admin/row_deeds.html"
    change_form_outer_after_template = "admin/story.html"
    actions_on_top = True
    list_per_page = 50
    show_full_result_count = False
    list_fullwidth = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        access = access_of(request)
        return access.sees(self.opts.app_label) and (access.tenants is None or bool(self.tenant))

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """A stretch of time reads as a stretch of time, not as the database writes it."""
        return [_legible(self.opts, name) for name in super().get_fields(request, obj)]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """A row's page also shows its public id, which no form would offer."""
        named = any(field.name == "public_id" for field in self.opts.get_fields())
        return (*super().get_readonly_fields(request, obj), *(("public_id",) if obj and named else ()))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        tenants = access_of(request).tenants
        if tenants is None:
            return rows
        return rows.filter(any_of([self._of(tenants, path) for path in self.tenant]))

    def _of(self, tenants: frozenset[int], path: str) -> QuerySet[Any]:
        """The keys of rows that one path says are theirs: a union of such is what the database can do quickly."""
        rows: QuerySet[Any] = self.model._default_manager.order_by().filter(**{f"{path}__in": tenants})
        return rows.values("pk")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        if self.finds is None or not search_term.strip():
            return super().get_search_results(request, queryset, search_term)
        found, tenants = matching(self.model, self.finds, search_term), access_of(request).tenants
        if tenants is not None:
            theirs = any_of([self._of(tenants, path) for path in self.tenant])
            found = [each.filter(theirs) for each in found]
        return queryset.filter(any_of(at_most(found, MOST_SEARCHED + 1))), False

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        paginator = super().get_paginator(request, *args, **kwargs)
        if self.finds is not None and request.GET.get("q", "").strip():
            paginator.most = MOST_SEARCHED
        return paginator

    def sections(self, request: HttpRequest, row: Any) -> list[Section]:
        """What a row's page tells below its fields, before what the journal says of it."""
        return []

    def fits(self, request: HttpRequest, row: Any, deed: str) -> bool:
        """Whether a deed makes sense for this row as it is; whether it is allowed is asked elsewhere."""
        return True

    def subject(self, row: Any) -> str:
        """Under which name the journal knows this row."""
        return getattr(row, "public_id", "")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        if row is not None:
            told = story(self.subject(row)) if access_of(request).sees("journal") else []
            sections, allowed = self.sections(request, row), self.get_actions(request)
            context["first_sections"] = sections if self.sections_first else []
            context["sections"] = [*([] if self.sections_first else sections), *told]
            fitting = tuple(name for name in self.row_pages if self.fits(request, row, name))
            context["row_pages"] = self.admin_site.offers(request, fitting, row)
            context["row_deeds"] = [
                deed for deed in self.row_deeds if deed[0] in allowed and self.fits(request, row, deed[0])
            ]
        return super().render_change_form(request, context, *args, **kwargs)


def span(field: str) -> Callable[[Any], str]:
    """A column for a range: "2026-01-01 – 2026-07-01", open where it has no end."""

    @admin.display(description=field.replace("_", " "), ordering=field)
    def column(row: Any) -> str:
        ends = (getattr(row, field).lower, getattr(row, field).upper)
        low, high = (
            end.strftime("%Y-%m-%d" if type(end) is date else "%Y-%m-%d %H:%M") if end else "" for end in ends
        )
        return f"{low or 'always'} – {high}".strip()

    return column


def _legible(options: Any, name: str) -> Any:
    field = next((field for field in options.get_fields() if field.name == name), None)
    return span(name) if isinstance(field, RangeField) else name


class ReadOnlyInline(TabularInline):  # type: ignore[misc]
    """Rows of another model, shown inside their owner's page."""

    extra = 0
    can_delete = False
    show_change_link = False
    hide_title = True

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

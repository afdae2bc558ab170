"""Pages of the console are to read: the base class of every model's page, scoped to the tenant of who reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.postgres.fields import RangeField
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from rightsdesk.console.access import access_of


@dataclass(frozen=True, slots=True)
class Waits:
    """Rows of a list that wait for somebody: `where` they are, and the words for one and for several."""

    where: dict[str, Any]
    one: str
    several: str


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Pages to read. Nothing is added, changed or deleted here; what may be done is an action that calls a verb.

    `tenant`: the paths from a row to the organisations it belongs to. A person of one organisation sees only its rows,
    and a model without paths not at all. `waits`: what of it the front page counts."""

    tenant: ClassVar[tuple[str, ...]] = ()
    waits: ClassVar["Waits | None"] = None
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
        mine = Q()
        for path in self.tenant:
            mine |= Q(**{f"{path}__in": tenants})
        return (
            rows.filter(pk__in=self.model._default_manager.filter(mine).values("pk")) if mine else rows.none()
        )


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

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

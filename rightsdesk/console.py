"""The admin console: one site, one base class, and one door that only the right roles know of.

Which role may see what is `accounts.console`'s policy; it is looked up by name, like an authentication backend, so
that rooms below `accounts` can register their models here."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, ClassVar, Protocol

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.module_loading import import_string
from unfold.admin import ModelAdmin, TabularInline
from unfold.sites import UnfoldAdminSite

POLICY = "rightsdesk.accounts.console.access"


class Access(Protocol):
    """What one person may see and do in the console. `tenants` is None for those who see every organisation."""

    @property
    def open(self) -> bool: ...
    @property
    def tenants(self) -> frozenset[int] | None: ...
    def sees(self, app: str) -> bool: ...
    def does(self, deed: str) -> bool: ...


def access_of(request: HttpRequest) -> Access:
    """The policy's answer for this person, asked once a request."""
    found: Access | None = getattr(request, "_console_access", None)
    if found is None:
        found = import_string(POLICY)(request.user)
        request._console_access = found  # type: ignore[attr-defined]
    return found


def actor_of(request: HttpRequest) -> str:
    """How the journal names whoever is at the console."""
    return str(request.user.actor)  # type: ignore[union-attr]


class ConsoleSite(UnfoldAdminSite):  # type: ignore[misc]
    """The site. Strangers are sent to the front door; those who may not come in do not learn that it exists."""

    site_title = "rightsdesk"
    site_header = "rightsdesk"
    index_title = "Rights administration"

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated and access_of(request).open)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect_to_login(resolve_url("admin:index"))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise Http404
            try:
                answer: HttpResponseBase = inner(request, *args, **kwargs)
            except PermissionDenied as error:
                raise Http404 from error
            return answer

        return update_wrapper(guarded, view)


site = ConsoleSite(name="admin")


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Pages to read. Nothing is added, changed or deleted here; what may be done is an action that calls a verb.

    `tenant`: the paths from a row to the organisations it belongs to. A person of one organisation sees only its rows,
    and a model without paths not at all."""

    tenant: ClassVar[tuple[str, ...]] = ()
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

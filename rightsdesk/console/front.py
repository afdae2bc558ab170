"""The console's one site, its one door, and its front page, which begins with what waits for somebody."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from unfold.sites import UnfoldAdminSite

from rightsdesk.console.access import access_of


class ConsoleSite(UnfoldAdminSite):  # type: ignore[misc]
    """The site. Strangers are sent to the front door; those who may not come in do not learn that it exists."""

    site_title = "rightsdesk"
    site_header = "rightsdesk"
    index_title = "Rights administration"

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated and access_of(request).open)

    def extra_context(self, context: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
        """On the front page: what waits for somebody, before the list of everything."""
        if (
            request.resolver_match
            and request.resolver_match.url_name == "index"
            and self.has_permission(request)
        ):
            context["waiting"] = [line for page in self._registry.values() if (line := _line(page, request))]
        return context

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


def _line(page: Any, request: HttpRequest) -> dict[str, Any] | None:
    """One line of the front page, for rows this person may see."""
    waits = getattr(page, "waits", None)
    if waits is None or not page.has_view_permission(request):
        return None
    count = page.get_queryset(request).filter(**waits.where).count()
    where = urlencode({key if "__" in key else f"{key}__exact": value for key, value in waits.where.items()})
    address = f"{resolve_url(f'admin:{page.opts.app_label}_{page.opts.model_name}_changelist')}?{where}"
    return {"count": count, "words": waits.one if count == 1 else waits.several, "address": address}


site = ConsoleSite(name="admin")

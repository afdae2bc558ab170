"""The console's one site, its one door, and its front page, which begins with what waits for somebody."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import path, reverse
from unfold.sites import UnfoldAdminSite

from rightsdesk.console.access import access_of
from rightsdesk.console.panels import panels
from rightsdesk.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is no list of rows: its address, its name, and who is offered it (`deed`; empty: whoever is here).

    Whoever lacks the deed gets 404, as for an address that does not exist. `title` empty: not offered in the menu."""

    route: str
    name: str
    handler: Callable[..., HttpResponse]
    title: str = ""
    words: str = ""
    deed: str = ""

    def allows(self, request: HttpRequest) -> bool:
        return not self.deed or access_of(request).does(self.deed)

    def offered(self, request: HttpRequest) -> bool:
        return bool(self.title) and self.allows(request)

    def view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The handler, for who may; refusals of what is not theirs are 404."""
        if not self.allows(request):
            raise Http404
        try:
            return self.handler(request, *args, **kwargs)
        except NotFound as error:
            raise Http404 from error


class ConsoleSite(UnfoldAdminSite):  # type: ignore[misc]
    """The site. Strangers are sent to the front door; those who may not come in do not learn that it exists."""

    site_title = "rightsdesk"
    site_header = "rightsdesk"
    index_title = "Rights administration"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tools: list[Page] = []

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated and access_of(request).open)

    def extra_context(self, context: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
        """On the front page: what waits for somebody, before the list of everything."""
        if (
            request.resolver_match
            and request.resolver_match.url_name == "index"
            and self.has_permission(request)
        ):
            context["panels"] = panels(self._registry.values(), request)
            context["tools"] = [page for page in self.tools if page.offered(request)]
        return context

    def add_page(self, page: "Page") -> None:
        """One more page of the console. Registered by the room that owns it, before the addresses are read."""
        self.tools = [*(each for each in self.tools if each.name != page.name), page]

    def offers(self, request: HttpRequest, names: tuple[str, ...], row: Any) -> list[tuple[str, str]]:
        """The pages that do something to this row, as (title, address), for who may open them."""
        key = getattr(row, "public_id", "") or str(row.pk)
        pages = [page for page in self.tools if page.name in names and page.allows(request)]
        return [(page.words, reverse(f"admin:{page.name}", args=[key])) for page in pages]

    def get_urls(self) -> list[Any]:
        mine = [path(page.route, self.admin_view(page.view), name=page.name) for page in self.tools]
        return [*mine, *super().get_urls()]

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

"""The admin console: one site, one base class of pages, and deeds that call the apps' actions."""

from rightsdesk.console.access import access_of, actor_of
from rightsdesk.console.deeds import Deed
from rightsdesk.console.front import site
from rightsdesk.console.pages import ReadOnlyAdmin, ReadOnlyInline, Waits, span

__all__ = ["Deed", "ReadOnlyAdmin", "ReadOnlyInline", "Waits", "access_of", "actor_of", "site", "span"]

"""The admin console: one site, one base class of pages, and deeds that call the apps' actions."""

from rightsdesk.console.access import access_of, actor_of
from rightsdesk.console.deeds import Deed
from rightsdesk.console.finding import Finds
from rightsdesk.console.front import Page, site
from rightsdesk.console.pages import ReadOnlyAdmin, ReadOnlyInline, Waits, span
from rightsdesk.console.stories import Section, differing

__all__ = [
    "Deed",
    "Finds",
    "Page",
    "ReadOnlyAdmin",
    "ReadOnlyInline",
    "Section",
    "Waits",
    "access_of",
    "actor_of",
    "differing",
    "site",
    "span",
]

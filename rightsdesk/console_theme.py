"""How the admin console looks: Unfold's settings, in our greys and our indigo."""

from typing import Any

from django.templatetags.static import static

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "rightsdesk",
    "SITE_HEADER": "rightsdesk",
    "SITE_SUBHEADER": "Rights administration",
    "SITE_SYMBOL": "graphic_eq",
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("icons/mark.svg")},
    ],
    "STYLES": [lambda request: static("css/console.css")],
    "SITE_DROPDOWN": [
        {"icon": "search", "title": "Find anything", "link": "/admin/find/"},
        {"icon": "home", "title": "What waits", "link": "/admin/"},
    ],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "6px",
    "COLORS": {
        "primary": {
            "50": "#eef2ff",
            "100": "#e0e7ff",
            "200": "#c7d2fe",
            "300": "#a5b4fc",
            "400": "#818cf8",
            "500": "#6366f1",
            "600": "#4f46e5",
            "700": "#4338ca",
            "800": "#3730a3",
            "900": "#312e81",
            "950": "#1e1b4b",
        },
    },
    "SIDEBAR": {"show_search": True, "command_search": False, "show_all_applications": False},
}

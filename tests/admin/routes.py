"""Every route of the console, from the resolver itself: a new page is tested without being written down here."""

from typing import Any

from django.urls import get_resolver, reverse

from rightsdesk.accounts.models import Membership, Programme, User
from rightsdesk.artists.models import Conflict, Party, Share
from rightsdesk.consent.models import Terms
from rightsdesk.console import site
from rightsdesk.exchange.models import Export, Import

REGISTERED = {
    f"{model._meta.app_label}_{model._meta.model_name}": page for model, page in site._registry.items()
}
NAMES = sorted(
    str(name) for name in get_resolver().namespace_dict["admin"][1].reverse_dict if isinstance(name, str)
)
CHANGELISTS = sorted(name for name in NAMES if name.endswith("_changelist"))
# Pages that do something to one row.
ABOUT_A_ROW: dict[str, Any] = {
    "role_end": Membership,
    "share_close": Share,
    "programme_rates": Programme,
    "support_start": User,
    "conflict_resolve": Conflict,
    "import_shown": Import,
    "export_take": Export,
    "identity_check": Party,
    "terms_withdraw": Terms,
    "terms_force": Terms,
}
# These belong to everybody who has signed in, or to nobody: they show no row of the house.
ABOUT_ONESELF = {"login", "logout", "password_change", "password_change_done", "jsi18n"}


def address(name: str) -> str:
    """The address of a route; pages of one row get a row that exists, or 1 where there is none."""
    model, _, kind = name.rpartition("_")
    if kind in {"change", "delete", "history"} and model in REGISTERED:
        return reverse(f"admin:{name}", args=[first_row(model)])
    if name in ABOUT_A_ROW:
        row = ABOUT_A_ROW[name].objects.order_by("pk").first()
        return reverse(f"admin:{name}", args=[getattr(row, "public_id", None) or row.pk])
    if name == "view_on_site":
        return reverse("admin:view_on_site", args=[1, 1])
    if name == "app_list":
        return reverse("admin:app_list", args=["artists"])
    return reverse(f"admin:{name}")


def first_row(model: str) -> int:
    row = REGISTERED[model].model._default_manager.order_by("pk").first()
    return row.pk if row else 1

"""The only ways to write people, organisations, roles, clients and programmes. Each is safe to run twice."""

from rightsdesk.accounts.actions.people import (
    create_new_user,
    create_user,
    found_organisation,
    register_organisation,
)
from rightsdesk.accounts.actions.platforms import Offer, open_programme, register_client
from rightsdesk.accounts.actions.roles import end_role, grant_role

__all__ = [
    "Offer",
    "create_new_user",
    "create_user",
    "end_role",
    "found_organisation",
    "grant_role",
    "open_programme",
    "register_client",
    "register_organisation",
]

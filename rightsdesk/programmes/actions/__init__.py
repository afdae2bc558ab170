"""The only ways to write invitations, identity checks, memberships of programmes and delegations."""

from rightsdesk.programmes.actions.accepting import Joining, accept
from rightsdesk.programmes.actions.checking import Seen, record_identity
from rightsdesk.programmes.actions.delegating import end_delegation
from rightsdesk.programmes.actions.inviting import NewInvitation, invite, revoke
from rightsdesk.programmes.actions.rosters import Voice, change_roster
from rightsdesk.programmes.actions.taking_part import join_programme, leave_programme

__all__ = [
    "Joining",
    "NewInvitation",
    "Seen",
    "Voice",
    "accept",
    "change_roster",
    "end_delegation",
    "invite",
    "join_programme",
    "leave_programme",
    "record_identity",
    "revoke",
]

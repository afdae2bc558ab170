"""The only ways to write moderation: opening cases, taking them, deciding, carrying out, appealing and hearing."""

from rightsdesk.moderation.actions.appeals import appeal, hear_appeal
from rightsdesk.moderation.actions.cases import open_case
from rightsdesk.moderation.actions.decisions import decide
from rightsdesk.moderation.actions.effects import apply_effects
from rightsdesk.moderation.actions.leases import give_back, take
from rightsdesk.moderation.actions.policies import publish_policies

__all__ = [
    "appeal",
    "apply_effects",
    "decide",
    "give_back",
    "hear_appeal",
    "open_case",
    "publish_policies",
    "take",
]

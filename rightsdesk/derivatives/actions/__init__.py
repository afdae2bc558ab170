"""The only ways to write derivatives: asking for them, making them, and every step of their life."""

from rightsdesk.derivatives.actions.asking import Ask, answer_request, expire_requests, request
from rightsdesk.derivatives.actions.holds import hold, release
from rightsdesk.derivatives.actions.life import conclude_screening, fail, move
from rightsdesk.derivatives.actions.making import deliver, generate, give_up_stalled
from rightsdesk.derivatives.actions.taking_down import take_down_due
from rightsdesk.derivatives.actions.withdrawing import withdraw

__all__ = [
    "Ask",
    "answer_request",
    "conclude_screening",
    "deliver",
    "expire_requests",
    "fail",
    "generate",
    "give_up_stalled",
    "hold",
    "move",
    "release",
    "request",
    "take_down_due",
    "withdraw",
]

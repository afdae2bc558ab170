"""The only ways to write derivatives: asking for them, making them, and every step of their life."""

from rightsdesk.derivatives.actions.asking import request
from rightsdesk.derivatives.actions.delivering import deliver
from rightsdesk.derivatives.actions.grantors import answer_request, expire_requests
from rightsdesk.derivatives.actions.holds import hold, release
from rightsdesk.derivatives.actions.life import conclude_screening, fail, move
from rightsdesk.derivatives.actions.making import generate, give_up_stalled
from rightsdesk.derivatives.actions.remote import collect, look, poll, take_message
from rightsdesk.derivatives.actions.taking_down import take_down_due
from rightsdesk.derivatives.actions.withdrawing import withdraw
from rightsdesk.derivatives.wanted import Ask

__all__ = [
    "Ask",
    "answer_request",
    "collect",
    "conclude_screening",
    "deliver",
    "expire_requests",
    "fail",
    "generate",
    "give_up_stalled",
    "hold",
    "look",
    "move",
    "poll",
    "release",
    "request",
    "take_down_due",
    "take_message",
    "withdraw",
]

"""A derivative, its life, its sound, and the work that other machines do for it."""

from rightsdesk.derivatives.models.engines import OPEN, EngineJob, EngineMessage, JobState
from rightsdesk.derivatives.models.life import (
    Derivative,
    DerivativeKind,
    Hold,
    HoldKind,
    HoldOn,
    Renderer,
    Source,
    TakeDown,
    Transition,
    WithdrawalEffect,
)
from rightsdesk.derivatives.models.sound import DeliveredFile, FileFormat, Rendering, Upload

__all__ = [
    "OPEN",
    "DeliveredFile",
    "Derivative",
    "DerivativeKind",
    "EngineJob",
    "EngineMessage",
    "FileFormat",
    "Hold",
    "HoldKind",
    "HoldOn",
    "JobState",
    "Renderer",
    "Rendering",
    "Source",
    "TakeDown",
    "Transition",
    "Upload",
    "WithdrawalEffect",
]

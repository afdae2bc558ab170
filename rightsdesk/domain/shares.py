"""Rights, the two sides they belong to, and the whole that shares are parts of."""

from enum import StrEnum

WHOLE = 1_000_000
"""Shares and weights are exact millionths of one whole."""


class Right(StrEnum):
    MASTER = "master"
    PERFORMANCE = "performance"
    MECHANICAL = "mechanical"
    SYNCHRONISATION = "synchronisation"
    GENERATE = "generate"


PUBLISHING = frozenset({Right.PERFORMANCE, Right.MECHANICAL})
"""The rights whose owners speak for the composition."""

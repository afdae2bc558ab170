"""How a caller hears how far the work is, and how it stops it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rightsdesk.generation.contract import Cancelled, CancelledError, OnProgress


@dataclass(frozen=True, slots=True)
class Progress:
    on_progress: OnProgress
    cancelled: Cancelled

    def report(self, fraction: float, words: str) -> None:
        """Raises CancelledError when the caller has asked to stop."""
        if self.cancelled():
            raise CancelledError
        self.on_progress(fraction, words)

    def part(self, start: float, end: float, words: str) -> Callable[[float], None]:
        """For work that knows only its own share done, 0..1."""
        return lambda share: self.report(start + (end - start) * share, words)

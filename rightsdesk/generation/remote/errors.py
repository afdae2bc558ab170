"""When the world between desk and engine fails, or an engine does not keep to the contract. A refusal that an engine
gives for good reason stays a refusal (rightsdesk.domain.errors)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class RemoteError(Exception):
    """`retry`: asking again later may help. `after_s`: when the engine asked to be asked again."""

    def __init__(
        self,
        code: str,
        message: str,
        facts: Mapping[str, Any] | None = None,
        *,
        retry: bool = False,
        after_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.facts = code, message, dict(facts or {})
        self.retry, self.after_s = retry, after_s


def unreachable(error: Exception) -> RemoteError:
    said = {"error": type(error).__name__}
    return RemoteError("engine_unreachable", "The engine cannot be reached.", said, retry=True)


def broken(message: str, **facts: Any) -> RemoteError:
    """The engine answered, but not what the contract says."""
    return RemoteError("answer_invalid", message, facts)

"""Which engine renders on this machine, by what the operator chose. An engine elsewhere is rightsdesk.generation.remote."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rightsdesk.domain.errors import Invalid

if TYPE_CHECKING:
    from rightsdesk.generation.contract import Description, Engine, Separator
    from rightsdesk.generation.neural import Checkpoint


@dataclass(frozen=True, slots=True)
class Choice:
    """`checkpoint`: the operator's trained separator, None for the one without weights. `cache`: where analyses and
    stems are kept for the next render, at most `cache_bytes` of them."""

    checkpoint: Checkpoint | None = None
    cache: Path | None = None
    cache_bytes: int = 0


@lru_cache(maxsize=4)
def chosen(choice: Choice) -> Engine:
    """The engine, ready to render. Raises Invalid for a checkpoint that is not what the operator said of it."""
    from rightsdesk.generation.builtin import BuiltinEngine
    from rightsdesk.generation.cache import Cache

    cache = Cache(choice.cache, choice.cache_bytes) if choice.cache else None
    return BuiltinEngine(_separator(choice), cache=cache)


@lru_cache(maxsize=4)
def description(choice: Choice) -> Description:
    """What that engine says of itself, without loading what renders. Raises Invalid as `chosen` does."""
    from rightsdesk.generation.describing import described

    return described(_separator(choice))


def _separator(choice: Choice) -> Separator:
    from rightsdesk.generation.neural import NeuralSeparator
    from rightsdesk.generation.rendering.stems import default_separator

    if choice.checkpoint is None:
        return default_separator()
    if not choice.checkpoint.path.is_file():
        raise Invalid("checkpoint_missing", "The checkpoint that the settings name is not there.")
    return NeuralSeparator(choice.checkpoint)


def model_of(said: Description) -> str:
    """The name consent knows a model by: a trained one's and the first of its hash, else the engine's and version."""
    if said.model is None:
        return f"{said.id} {said.version}"
    return f"{said.model.name} {said.model.sha256[:12]}"

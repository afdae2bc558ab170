"""From a checked checkpoint to a model that can be applied, on one thread and ready to answer."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from rightsdesk.domain.errors import Invalid
from rightsdesk.generation.neural.checkpoint import CLASSES, Checkpoint, checked, is_safetensors


@lru_cache(maxsize=1)
def load(checkpoint: Checkpoint) -> Any:
    """The torch module, in evaluation. Raises Invalid: the codes of `checked`, and checkpoint_unreadable."""
    checked(checkpoint)
    import torch

    torch.set_num_threads(1)
    try:
        model = _from_safetensors(checkpoint) if is_safetensors(checkpoint.path) else _from_pickle(checkpoint)
    except Invalid:
        raise
    except Exception as error:
        message = "The checkpoint's weights do not fit the model they are said to be of."
        raise Invalid("checkpoint_unreadable", message, {"problem": str(error)[:300]}) from error
    return model.eval()


def _from_safetensors(checkpoint: Checkpoint) -> Any:
    """By demucs's own loader, whose class was held against the allow-list before."""
    from demucs.hf import load_safetensors_model

    return load_safetensors_model(checkpoint.path)


def _from_pickle(checkpoint: Checkpoint) -> Any:
    """The very bytes that were pinned are the bytes that are read."""
    import torch
    from demucs import states

    content = checkpoint.path.read_bytes()
    if hashlib.sha256(content).hexdigest() != checkpoint.sha256.lower():
        raise Invalid("checkpoint_changed", "The checkpoint changed while it was read.")
    package = torch.load(io.BytesIO(content), "cpu", weights_only=False)
    wanted = package["klass"]
    if f"{wanted.__module__}.{wanted.__qualname__}" not in CLASSES:
        raise Invalid("checkpoint_class", "The checkpoint asks for a class that is not allowed.")
    rebuilt: Callable[[dict[str, Any]], Any] = states.load_model
    return rebuilt(package)

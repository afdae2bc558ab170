"""A tiny Demucs with random weights, written the way published checkpoints are: the real path, without a real model."""

import hashlib
import json
from pathlib import Path

from rightsdesk.generation.neural import Checkpoint

SOURCES = ["drums", "bass", "other", "vocals"]
CLASS = "demucs.htdemucs.HTDemucs"
KWARGS = {
    "sources": SOURCES,
    "audio_channels": 2,
    "samplerate": 44_100,
    "segment": {"_type": "fraction", "numerator": 2, "denominator": 1},
    "channels": 4,
    "growth": 2,
    "depth": 4,
    "t_layers": 1,
    "t_heads": 2,
    "t_hidden_scale": 1.0,
    "dconv_comp": 2,
}


def checkpoint(folder: Path, **changed: object) -> Checkpoint:
    """A safetensors file of a random model; `klass` and metadata can be changed to what an attacker would write."""
    import torch
    from demucs.hf import _decode_json
    from demucs.htdemucs import HTDemucs
    from safetensors.torch import save_file

    torch.manual_seed(7)
    model = HTDemucs(**_decode_json(KWARGS))
    said = {"klass": CLASS, "args": "[]", "kwargs": json.dumps(KWARGS), **changed}
    path = folder / "tiny.safetensors"
    weights = {name: value.contiguous().clone() for name, value in model.state_dict().items()}
    save_file(weights, path, {name: str(value) for name, value in said.items()})
    return pinned(path)


def pickled(folder: Path, *, allowed: bool) -> Checkpoint:
    """The same model as a pickle, as older checkpoints are."""
    import torch
    from demucs.hf import _decode_json
    from demucs.htdemucs import HTDemucs

    torch.manual_seed(7)
    kwargs = _decode_json(KWARGS)
    model = HTDemucs(**kwargs)
    path = folder / "tiny.th"
    torch.save({"klass": HTDemucs, "args": [], "kwargs": kwargs, "state": model.state_dict()}, path)
    return pinned(path, allow_pickle=allowed)


def pinned(path: Path, *, allow_pickle: bool = False) -> Checkpoint:
    """The operator's word about this very file."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Checkpoint(path, digest, "CC0 1.0", "random numbers", "tiny", allow_pickle)

"""Takes a mix apart with a Demucs model: in the model's rate and channels, piece by piece, with progress and an end when
asked. Deterministic: no random shifts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from rightsdesk.domain.disclosure import TRAINED
from rightsdesk.domain.recipe import STEMS
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.contract import Cancelled, CancelledError, Model
from rightsdesk.generation.neural.checkpoint import Checkpoint, checked

OVERLAP = 0.25
_QUIET = 1e-8


class NeuralSeparator:
    """Raises Invalid when made with a checkpoint that is not what the operator said of it."""

    grade = "trained"
    kind = TRAINED

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self.model: Model | None = checked(checkpoint)
        self.method = f"Demucs {self.model.name}; what is left over goes to other"
        self.identity = f"demucs-{self.model.sha256}"

    def separate(
        self, audio: Audio, on_progress: Callable[[float], None], cancelled: Cancelled
    ) -> Mapping[str, Samples]:
        """vocals, drums, bass and other, which sum to the mix. Raises CancelledError, and Invalid for weights that
        cannot be loaded."""
        from rightsdesk.generation.neural.loading import load

        model = load(self._checkpoint)
        parts = _applied(model, _as_model_hears(audio, model), on_progress, cancelled)
        stems = {name: np.zeros_like(audio.samples) for name in STEMS}
        for source, samples in zip(model.sources, parts, strict=True):
            if source in stems and source != "other":
                stems[source] = _as_it_was(samples, int(model.samplerate), audio)
        stems["other"] = audio.samples - sum(stems[name] for name in STEMS if name != "other")
        return stems


def _as_model_hears(audio: Audio, model: Any) -> Samples:
    """[channels, frames] in the model's rate."""
    samples = _resampled(audio.samples, audio.rate, int(model.samplerate))
    channels = int(model.audio_channels)
    if samples.shape[1] != channels:
        samples = np.repeat(samples.mean(axis=1, keepdims=True), channels, axis=1)
    return np.ascontiguousarray(samples.T, dtype=np.float32)


def _as_it_was(samples: Samples, rate: int, audio: Audio) -> Samples:
    """A stem in the shape of the mix."""
    back = _resampled(np.ascontiguousarray(samples.T), rate, audio.rate)
    if back.shape[1] != audio.channels:
        back = np.repeat(back.mean(axis=1, keepdims=True), audio.channels, axis=1)
    missing = max(0, audio.frames - len(back))
    return np.pad(back, ((0, missing), (0, 0)))[: audio.frames].astype(np.float32)


def _resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    import soxr

    if rate == wanted:
        return samples
    resampled: Samples = soxr.resample(samples, rate, wanted, quality="HQ")
    return resampled


def _applied(model: Any, mix: Samples, on_progress: Callable[[float], None], cancelled: Cancelled) -> Samples:
    """[sources, channels, frames]. The mix is brought to the mean and spread that Demucs was trained on, and back."""
    import torch
    from demucs.apply import apply_model

    middle, spread = float(mix.mean()), float(mix.mean(axis=0).std()) + _QUIET
    told = _told(mix.shape[-1], on_progress, cancelled)
    given = torch.from_numpy((mix - middle) / spread)[None]
    with torch.inference_mode():
        parts = apply_model(model, given, shifts=0, split=True, overlap=OVERLAP, callback=told)[0]
    found: Samples = parts.numpy() * np.float32(spread)
    return found + np.float32(middle)


def _told(
    frames: int, on_progress: Callable[[float], None], cancelled: Cancelled
) -> Callable[[dict[str, Any]], None]:
    """Demucs calls it before and after each piece: the only place to stop at."""

    def told(news: dict[str, Any]) -> None:
        if cancelled():
            raise CancelledError
        if news.get("state") == "end":
            on_progress(min(1.0, (news["segment_offset"] + 1) / frames))

    return told

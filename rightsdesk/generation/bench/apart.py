"""Separation against label stems, in SI-SDR (Le Roux et al., 2019), beside what the usual library gives for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from rightsdesk.engines.audio import Audio, decode
from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation.bench.clock import cost
from rightsdesk.generation.bench.sounds import RATE, SHARED, label_stems
from rightsdesk.generation.bench.table import Row
from rightsdesk.generation.separation import PreviewSeparator

_SONGS = ("glass_orchard", "paper_lanterns")
_MOST_CPU = 8.0
_QUICK_FROM_S, _QUICK_TO_S = 12, 24
_VOCALS_DB, _BACKING_DB = 5.0, 8.0


def rows(quick: bool) -> Iterator[Row]:
    """Each stem of the songs whose stems are known, then real music with a voice laid over it off the middle."""
    separated(np.zeros((RATE, 2), dtype=np.float32))  # libraries load at the first
    for name in _SONGS:
        truth = {stem: _piece(part, quick) for stem, part in label_stems(name).items()}
        mix: Samples = np.sum(np.array(list(truth.values())), axis=0)
        yield from _compared(name, truth, mix)
    if (SHARED / "music" / "vibe_ace.ogg").exists():
        backing = _piece(decode(SHARED / "music" / "vibe_ace.ogg", rate=RATE).samples, quick)
        sung = _piece(label_stems("glass_orchard")["vocals"], quick)[: len(backing)]
        backing = backing[: len(sung)]
        left = sung.mean(axis=1, keepdims=True) * np.array([[1.0, 0.4]], dtype=np.float32)
        yield from _compared("voice left of real music", {"vocals": left, "backing": backing}, left + backing)


def _compared(name: str, truth: Mapping[str, Samples], mix: Samples) -> Iterator[Row]:
    spent = cost(lambda: separated(mix))
    ours, usual = dict(spent.answer), _usual(mix)
    ours["backing"], usual["backing"] = mix - ours["vocals"], mix - usual["vocals"]
    whole = dict(truth) | {"backing": mix - truth["vocals"]}
    for stem in whole:
        here, before = likeness(whole[stem], ours[stem]), likeness(whole[stem], mix)
        beside = f"{likeness(whole[stem], usual[stem]):.1f} dB" if stem in usual else ""
        target = {"vocals": _VOCALS_DB, "backing": _BACKING_DB}.get(stem)
        said = "" if target is None else f"about {target:g} dB"
        yield Row(f"{name}: {stem} (in the mix {before:.1f} dB)", said, f"{here:.1f} dB", None, beside)
    minute = spent.cpu * 60 * RATE / len(mix)
    yield Row(f"{name}: CPU for a minute", "<= 8 s", f"{minute:.1f} s", minute <= _MOST_CPU)


def separated(mix: Samples) -> Mapping[str, Samples]:
    """Ours."""
    return PreviewSeparator().separate(Audio(mix, RATE), lambda done: None, lambda: False)


def _usual(mix: Samples) -> dict[str, Samples]:
    """librosa's own: hits by median filtering, and the voice by nearest-neighbour repetition (its gallery's recipe)."""
    import librosa

    parts: dict[str, list[Samples]] = {"vocals": [], "drums": []}
    for channel in np.ascontiguousarray(mix.T):
        spectrum = librosa.stft(channel)
        level = np.abs(spectrum)
        apart = int(librosa.time_to_frames(2, sr=RATE))
        again = librosa.decompose.nn_filter(level, aggregate=np.median, metric="cosine", width=apart)
        rest = np.minimum(level, again)
        mask = librosa.util.softmask(level - rest, 10 * rest, power=2)
        parts["vocals"].append(librosa.istft(spectrum * mask, length=len(channel)))
        parts["drums"].append(librosa.istft(librosa.decompose.hpss(spectrum)[1], length=len(channel)))
    return {name: np.stack(channels, axis=1).astype(np.float32) for name, channels in parts.items()}


def _piece(samples: Samples, quick: bool) -> Samples:
    return samples[_QUICK_FROM_S * RATE : _QUICK_TO_S * RATE] if quick else samples


def likeness(wanted: Samples, heard: Samples) -> float:
    """SI-SDR in dB."""
    one, other = wanted.astype(np.float64).ravel(), heard.astype(np.float64).ravel()
    target = one * (other @ one / (one @ one))
    rest = other - target
    return float(10 * np.log10((target @ target) / (rest @ rest + 1e-20)))

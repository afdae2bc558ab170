"""The voice encoder (resemblyzer on torch, one thread, CPU): sound in, unit vectors for overlapping windows out.
Imports torch only when first asked, and never librosa's slow path. Gates and likeness are domain.voices'."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from rightsdesk.domain.voices import Embedding, Segment
from rightsdesk.engines.audio_samples import Audio
from rightsdesk.engines.voice_mel import HOP, RATE, mel_spectrogram

VERSION = "resemblyzer 0.1.4"
WINDOW_S = 8.0
HOP_S = 4.0
# The encoder hears 1.6 s at a time; a new hearing starts every 0.4 s and a window is the mean of those inside it.
_PARTIAL_FRAMES = 160
_STEP_FRAMES = 40
_FRAME_S = HOP / RATE
_BATCH = 64
_LEVEL = 10 ** (-30 / 20)
_VAD_SAMPLES = 480
_VAD_MODE = 3


def embed_segments(
    audio: Audio, window_s: float = WINDOW_S, hop_s: float = HOP_S, semitones: float = 0.0
) -> tuple[Segment, ...]:
    """One embedding for each window of `audio` (its channels' mean). Sound shorter than 1.6 s has none.

    `semitones` is by how much the sound is known to have been raised: it is heard at the speed that undoes it, because
    a shifted voice is nobody's. Times are always those of `audio` as it is.
    """
    speed = 2 ** (semitones / 12)
    mono = _prepared(Audio(audio.samples, round(audio.rate / speed)))
    if len(mono) < _PARTIAL_FRAMES * HOP:
        return ()
    partials = _partials(mono)
    centres = (np.arange(len(partials)) * _STEP_FRAMES + _PARTIAL_FRAMES / 2) * _FRAME_S / speed
    voiced = _voiced_at(mono) / speed
    starts = np.arange(0.0, max(audio.seconds - window_s, 0.0) + 0.01, hop_s)
    return tuple(
        _segment(start, min(start + window_s, audio.seconds), partials, centres, voiced) for start in starts
    )


def embed(audio: Audio) -> Segment:
    """One embedding of the whole of `audio`, as an enrolment keeps it."""
    return embed_segments(audio, window_s=audio.seconds, hop_s=audio.seconds)[0]


def _segment(
    start: float,
    end: float,
    partials: Embedding,
    centres: npt.NDArray[np.floating],
    voiced: npt.NDArray[np.float64],
) -> Segment:
    inside = partials[(centres >= start) & (centres < end)]
    mean = inside.mean(axis=0)
    unit: Embedding = (mean / np.linalg.norm(mean)).astype(np.float32)
    first, last = np.searchsorted(voiced, [start, end])
    spoken = float(last - first) * _VAD_SAMPLES / RATE
    return Segment(round(float(start), 2), round(float(end), 2), round(spoken, 2), unit)


def _prepared(audio: Audio) -> npt.NDArray[np.float32]:
    """Mono at 16 kHz and -30 dB: the level the encoder was trained at."""
    import soxr

    mono = soxr.resample(audio.mono(), audio.rate, RATE)
    level = float(np.sqrt(np.mean(mono**2))) if len(mono) else 0.0
    prepared: npt.NDArray[np.float32] = (mono * (_LEVEL / max(level, 1e-6))).astype(np.float32)
    return prepared


def _partials(mono: npt.NDArray[np.float32]) -> Embedding:
    """Unit vectors of 1.6 s hearings, 0.4 s apart, [hearings, 256]."""
    import torch

    mel = mel_spectrogram(mono)
    hearings = np.lib.stride_tricks.sliding_window_view(mel, _PARTIAL_FRAMES, axis=0)[::_STEP_FRAMES]
    batches = np.ascontiguousarray(hearings.transpose(0, 2, 1))
    with torch.inference_mode():
        found = [
            _encoder()(torch.from_numpy(batches[start : start + _BATCH])).numpy()
            for start in range(0, len(batches), _BATCH)
        ]
    return np.concatenate(found)


def _voiced_at(mono: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Where each voiced 30 ms frame begins, in seconds."""
    import webrtcvad

    detector = webrtcvad.Vad(_VAD_MODE)
    pcm = np.clip(mono * 32767, -32768, 32767).astype("<i2")
    starts = range(0, len(pcm) - _VAD_SAMPLES + 1, _VAD_SAMPLES)
    return np.array(
        [
            start / RATE
            for start in starts
            if detector.is_speech(pcm[start : start + _VAD_SAMPLES].tobytes(), RATE)
        ]
    )


@cache
def _encoder() -> Any:
    """The encoder with the weights of its wheel. One torch thread: two on a busy machine are ten times slower."""
    import torch
    from resemblyzer import VoiceEncoder

    torch.set_num_threads(1)
    return VoiceEncoder("cpu", verbose=False)

"""One piece of a mix taken apart: the voice, then hits, low tones and the rest of what is left. The parts sum to the mix."""

from __future__ import annotations

from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation.separation.spectrum import level, transform
from rightsdesk.generation.separation.voice import shared, voice

_WINDOW = 0.093
_STEADY_S, _HIT_HZ = 0.49, 140.0
_BASS_UNTIL_HZ = 200.0


def parts(mix: Samples, rate: int) -> dict[str, Samples]:
    """vocals, drums, bass, other, each in the shape of `mix`."""
    vocals = voice(mix, rate)
    backing = mix - vocals
    drums = hits(backing, rate)
    tonal = backing - drums
    bass = _low(tonal, rate)
    return {"vocals": vocals, "drums": drums, "bass": bass, "other": tonal - bass}


def hits(backing: Samples, rate: int) -> Samples:
    """What is short and wide (FitzGerald, 2010), in what the voice has left: harmonic-percussive x (1 - voice)."""
    window = transform(rate, _WINDOW, 4)
    spectra = window.forward(backing)
    levels = level(spectra)
    mask = shared(window.over_pitch(levels, _HIT_HZ), window.over_time(levels, _STEADY_S))
    return window.backward(spectra * mask, len(backing))


def _low(tonal: Samples, rate: int) -> Samples:
    """What lies below the crossover, without moving it in time."""
    from scipy.signal import butter, sosfiltfilt

    sections = butter(2, _BASS_UNTIL_HZ, "lowpass", fs=rate, output="sos")
    filtered: Samples = sosfiltfilt(sections, tonal, axis=0).astype(tonal.dtype)
    return filtered

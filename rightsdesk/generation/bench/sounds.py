"""What is measured on: the demo's songs and label stems, real recordings beside the project, and sounds made here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from rightsdesk.engines.audio import Audio, decode, encode
from rightsdesk.engines.audio_samples import Samples

ROOT = Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "fixtures"
SHARED = ROOT.parent / "shared" / "audio"
RATE = 44_100


@dataclass(frozen=True, slots=True)
class Song:
    """`bpm` and `key` are None where nobody knows the truth. `steady` is False for rubato. `first_bar_s`: a bar line."""

    name: str
    path: Path
    bpm: float | None
    key: str | None
    first_bar_s: float | None = None
    steady: bool = True


def songs() -> list[Song]:
    """Every song with ground truth; the shared ones only where they lie beside the project."""
    catalogue = json.loads((FIXTURES / "catalogue.json").read_text())["recordings"]
    found = [
        Song(each["key"], FIXTURES / each["audio"], each["bpm"], each["key_name"], each["downbeat_s"])
        for each in catalogue
    ]
    trumpet = Song("solo trumpet", SHARED / "music" / "solo_trumpet_f_90bpm.ogg", 90.0, "F")
    rubato = Song("Hungarian Dance 5", SHARED / "music" / "hungarian_dance_5.ogg", None, None, None, False)
    return [song for song in (*found, trumpet, rubato) if song.path.exists()]


def real_song() -> Path:
    """Vocals with a band, of two minutes; one of the demo's where the shared recordings are absent."""
    real = SHARED / "music" / "lets_go_fishin.ogg"
    return real if real.exists() else FIXTURES / "audio" / "paper_lanterns.opus"


def of_length(seconds: float, folder: Path) -> Path:
    """The real song again and again, cut to `seconds`, as FLAC in `folder`."""
    path = folder / f"source-{seconds:.0f}.flac"
    if not path.exists():
        audio = decode(real_song())
        times = int(np.ceil(seconds / audio.seconds))
        encode(
            Audio(np.tile(audio.samples, (times, 1))[: int(seconds * audio.rate)], audio.rate), path, "flac"
        )
    return path


def tone(hertz: float, seconds: float) -> Audio:
    """A steady tone with overtones, in stereo."""
    time = np.arange(int(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * hertz * k * time) / k**2 for k in range(1, 5))
    return Audio(np.repeat((0.2 * np.asarray(wave))[:, None], 2, axis=1).astype(np.float32), RATE)


@cache
def label_stems(name: str) -> dict[str, Samples]:
    """The four stems of a demo song in stereo, as the label has them."""
    stems = json.loads((FIXTURES / "catalogue.json").read_text())["recordings"]
    paths = next(each["stems"] for each in stems if each["key"] == name)
    parts = {stem: decode(FIXTURES / path, rate=RATE).samples for stem, path in paths.items()}
    frames = min(len(part) for part in parts.values())
    return {stem: np.repeat(part, 3 - part.shape[1], axis=1)[:frames, :2] for stem, part in parts.items()}

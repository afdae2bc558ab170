"""Sources whose truth is known, written once for all tests of this room."""

from pathlib import Path

import pytest

from rightsdesk.engines.audio import Audio, encode
from tests.generation import signals


@pytest.fixture(scope="session")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds at 100 BPM in D minor."""
    path = tmp_path_factory.mktemp("sources") / "song.flac"
    encode(signals.band(100.0, 12.0), path, "flac")
    return path


@pytest.fixture(scope="session")
def short_song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds in mono, without a sharp click: quick to render."""
    path = tmp_path_factory.mktemp("sources") / "short.flac"
    samples = signals.chords("D", True, 4.0).samples + signals.voice(4.0, "D").samples
    encode(Audio(samples, signals.RATE), path, "flac")
    return path


@pytest.fixture(scope="session")
def wandering(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds of clicks without a steady beat."""
    path = tmp_path_factory.mktemp("sources") / "wandering.flac"
    encode(signals.rubato(20.0), path, "flac")
    return path

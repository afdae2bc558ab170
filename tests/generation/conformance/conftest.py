"""Every test here is asked of every engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rightsdesk.engines.audio import encode
from rightsdesk.generation.contract import Engine, Source, SourceFacts
from tests.generation import signals
from tests.generation.conformance.engines import ENGINES

SECONDS, BPM, KEY = 6.0, 100.0, "D minor"


@pytest.fixture(scope="module", params=list(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with ENGINES[request.param](tmp_path_factory.mktemp(request.param)) as ready:
        yield ready


@pytest.fixture(scope="package")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """song.flac, wandering.flac (no steady beat) and silence.flac."""
    folder = tmp_path_factory.mktemp("sounds")
    encode(signals.band(BPM, SECONDS), folder / "song.flac", "flac")
    encode(signals.rubato(SECONDS), folder / "wandering.flac", "flac")
    encode(signals.silence(3.0), folder / "silence.flac", "flac")
    return folder


@pytest.fixture(scope="package")
def song(sounds: Path) -> Source:
    return Source(sounds / "song.flac", SourceFacts(bpm=BPM, key=KEY, downbeat_s=0.0))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where an engine writes, and nothing else does."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder

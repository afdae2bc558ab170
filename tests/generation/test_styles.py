"""Every style keeps what it promises, and stays within what artists most often allow."""

from pathlib import Path

import pytest

from rightsdesk.domain.recipe import Pitch, Tempo
from rightsdesk.domain.styles import STYLES, preset
from rightsdesk.engines.audio import Audio, decode, encode, loudness
from rightsdesk.generation.builtin import BuiltinEngine
from rightsdesk.generation.cache import Cache
from rightsdesk.generation.contract import Engine, Source
from tests.generation import signals

SECONDS = 11.0


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """One cache for all styles: the song is analysed and taken apart once."""
    return BuiltinEngine(cache=Cache(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    path = tmp_path_factory.mktemp("source") / "song.flac"
    band = signals.band(100.0, SECONDS, accent=4.0)
    encode(Audio(band.samples[:, :1], band.rate), path, "flac")
    return Source(path)


@pytest.mark.parametrize("style", STYLES)
def test_every_style_passes_its_own_self_check(
    engine: Engine, source: Source, tmp_path: Path, style: str
) -> None:
    rendered = engine.render(preset(style), source, 7, tmp_path)

    assert rendered.self_check == []
    level = loudness(decode(rendered.files["flac"]))
    assert level.lufs == pytest.approx(-14.0, abs=0.5)
    assert level.true_peak_dbtp <= -1.0
    assert rendered.disclosure["generative_ai"] is False
    assert rendered.metrics["similarity"] > 0.25


@pytest.mark.parametrize("style", STYLES)
def test_every_style_stays_within_what_artists_most_often_allow(style: str) -> None:
    for operation in preset(style).operations:
        if isinstance(operation, Tempo):
            assert 0.8 <= operation.ratio <= 1.25
        if isinstance(operation, Pitch):
            assert abs(operation.semitones) <= 3

"""What the desk relies on, whatever stands behind an engine: the same questions to all three, on real sound."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from rightsdesk.domain.disclosure import ALL_FACETS
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import STEMS, Bpm, Drums, Loudness, Pitch, Recipe, Stem, Tempo
from rightsdesk.engines.audio import decode
from rightsdesk.generation.contract import (
    FORMATS,
    CancelledError,
    Engine,
    Kind,
    Rendered,
    Request,
    Source,
    SourceFacts,
    Unsupported,
)
from tests.generation.conformance.conftest import BPM, SECONDS

LEVEL = Loudness(-14.0)
PLAIN = Recipe((Tempo(1.1), LEVEL))
FULL = Recipe((Stem("vocals", None), Tempo(1.1), Pitch(2.0), Drums("house", -9.0), LEVEL))
METRICS = {
    "tempo_asked", "tempo_bpm", "semitones_asked", "semitones", "lufs", "true_peak_dbtp", "duration_s", "similarity",
}  # fmt: skip


def test_it_says_what_it_is(engine: Engine) -> None:
    said = engine.describe()

    assert said.id
    assert said.version
    assert said.kind in Kind
    assert set(said.stems) == set(STEMS)
    assert {"flac", "opus"} <= set(said.formats) <= set(FORMATS)
    assert {"tempo", "pitch", "stem", "drums", "loudness"} <= set(said.operations)
    assert said.limits["max_seconds"] >= 600
    assert set(said.facets) <= set(ALL_FACETS)


def test_a_trained_engine_names_its_model_and_its_licence(engine: Engine) -> None:
    said = engine.describe()
    trained = said.kind is Kind.TRAINED

    assert trained == (said.model is not None and said.kind is not Kind.REMOTE)
    if said.model is not None:
        assert len(said.model.sha256) == 64
        assert said.model.licence
        assert any("trained_model" in methods for methods in said.facets.values())


def test_what_it_measures_has_a_confidence(engine: Engine, sounds: Path) -> None:
    found = engine.analyse(Source(sounds / "song.flac"))

    assert found.tempo_bpm / BPM == pytest.approx(1.0, abs=0.005)
    assert found.duration_s == pytest.approx(SECONDS, abs=0.05)
    for confidence in (found.tempo_confidence, found.downbeat_confidence, found.key_confidence):
        assert 0 <= confidence <= 1
    assert [found.sections[0].start_s, found.sections[-1].end_s] == pytest.approx([0, SECONDS], abs=0.1)


def test_what_the_catalogue_knows_wins(engine: Engine, sounds: Path) -> None:
    known = SourceFacts(bpm=BPM / 2, key="F major")

    found = engine.analyse(Source(sounds / "song.flac", known))

    assert (found.tempo_bpm, found.tempo_confidence) == (BPM / 2, 1.0)
    assert (found.key, found.key_confidence) == ("F major", 1.0)


def test_a_tempo_in_bpm_is_settled_before_it_renders(engine: Engine, song: Source) -> None:
    planned = engine.plan(Request(Recipe((Bpm(110.0), LEVEL)), engine.analyse(song)))

    assert planned == PLAIN


@pytest.mark.parametrize("operation", [Drums("house", -6.0), Bpm(110.0)])
def test_a_grid_on_an_unsteady_beat_is_unsupported(
    engine: Engine, sounds: Path, operation: Drums | Bpm
) -> None:
    analysis = engine.analyse(Source(sounds / "wandering.flac"))

    answer = engine.plan(Request(Recipe((operation, LEVEL)), analysis))

    assert isinstance(answer, Unsupported)
    assert answer.code == "beat_unsteady"


def test_its_stems_sum_to_the_mix(engine: Engine, song: Source, out: Path) -> None:
    made = engine.separate(song, STEMS, out)

    stems = [decode(made.files[name]).samples for name in STEMS]
    assert made.grade in {"preview", "trained"}
    assert np.allclose(sum(stems), decode(song.path).samples, atol=2e-4)


@dataclass(frozen=True, slots=True)
class Made:
    """One render of FULL, what was told of it while it ran."""

    rendered: Rendered
    told: list[tuple[float, str]]


@pytest.fixture(scope="module")
def made(engine: Engine, song: Source, tmp_path_factory: pytest.TempPathFactory) -> Made:
    told: list[tuple[float, str]] = []
    folder = tmp_path_factory.mktemp("made")
    rendered = engine.render(
        FULL, song, 7, folder, ("flac", "opus"), on_progress=lambda part, words: told.append((part, words))
    )
    return Made(rendered, told)


def test_it_renders_what_was_asked_and_says_how(made: Made) -> None:
    rendered = made.rendered

    assert rendered.self_check == []
    assert {name: path.name for name, path in rendered.files.items()} == {
        "flac": "remix.flac",
        "opus": "remix.opus",
    }
    assert rendered.recipe == FULL
    assert set(rendered.metrics) >= METRICS
    assert rendered.metrics["lufs"] == pytest.approx(-14, abs=0.5)
    assert rendered.metrics["duration_s"] == pytest.approx(SECONDS / 1.1, abs=0.3)
    ran = {done["step"] for done in rendered.steps}
    assert {"separate", "stems", "tempo", "pitch", "drums", "loudness"} <= ran


def test_what_it_discloses_follows_from_what_ran(engine: Engine, made: Made) -> None:
    disclosed = made.rendered.disclosure
    methods = {done["method"] for done in made.rendered.steps}

    assert disclosed["generative_ai"] is False
    assert disclosed["trained_model"] is ("trained_model" in methods)
    assert ("trained_model" in methods) is (engine.describe().model is not None)
    assert disclosed["facets"]["instrumentation"] != ["source"]
    assert disclosed["facets"]["lyrics"] == ["source"]


def test_it_tells_how_far_it_is(made: Made) -> None:
    fractions = [part for part, _ in made.told]

    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert all(words for _, words in made.told)


def test_the_same_seed_gives_the_same_bytes(engine: Engine, song: Source, made: Made, out: Path) -> None:
    again = engine.render(FULL, song, 7, out, ("flac", "opus"))

    for name, path in made.rendered.files.items():
        assert sha256(path.read_bytes()).digest() == sha256(again.files[name].read_bytes()).digest()


def test_another_seed_gives_another_sound(engine: Engine, song: Source, made: Made, out: Path) -> None:
    assert engine.render(FULL, song, 8, out).pcm_sha256 != made.rendered.pcm_sha256


def test_it_stops_when_asked_and_leaves_nothing(engine: Engine, song: Source, out: Path) -> None:
    asked: list[int] = []

    with pytest.raises(CancelledError):
        engine.render(PLAIN, song, 0, out, cancelled=_after(2, asked))

    assert list(out.iterdir()) == []


@pytest.mark.parametrize("name", ["silence.flac", "missing.flac"])
def test_what_it_cannot_use_is_refused_in_words(engine: Engine, sounds: Path, out: Path, name: str) -> None:
    with pytest.raises((Invalid, FileNotFoundError)) as refused:
        engine.render(PLAIN, Source(sounds / name), 0, out)

    assert str(refused.value)
    assert list(out.iterdir()) == []


def test_a_recipe_this_source_cannot_bear_is_refused(engine: Engine, sounds: Path, out: Path) -> None:
    with pytest.raises(Invalid) as refused:
        engine.render(Recipe((Drums("house", -6.0), LEVEL)), Source(sounds / "wandering.flac"), 0, out)

    assert refused.value.code == "beat_unsteady"
    assert list(out.iterdir()) == []


def _after(calls: int, asked: list[int]) -> Callable[[], bool]:
    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > calls

    return cancelled

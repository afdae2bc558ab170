"""The pair over a real socket: what the engine elsewhere makes is what the engine here makes."""

from pathlib import Path

import pytest

from rightsdesk.domain.errors import Forbidden, Invalid
from rightsdesk.domain.recipe import Drums, Recipe, Stem, Tempo
from rightsdesk.generation.builtin import engine as builtin
from rightsdesk.generation.contract import (
    CancelledError,
    Kind,
    Rendered,
    Request,
    Source,
    SourceFacts,
    Unsupported,
)
from rightsdesk.generation.remote import RemoteEngine
from tests.generation.remote.cast import DESK_KEY, EVERYTHING, configured
from tests.generation.remote.outside import DeskWeb, Line
from tests.generation.remote.serving import EngineServer


def test_a_render_from_elsewhere_has_the_bytes_of_one_made_here(
    engine: RemoteEngine, short_song: Path, made_here: Rendered, out: Path
) -> None:
    told: list[tuple[float, str]] = []
    here = made_here

    there = engine.render(
        here.recipe, Source(short_song), 7, out, ("flac", "opus"), lambda *progress: told.append(progress)
    )

    assert {name: path.read_bytes() for name, path in there.files.items()} == {
        name: path.read_bytes() for name, path in here.files.items()
    }
    assert (there.recipe, there.pcm_sha256, there.self_check) == (here.recipe, here.pcm_sha256, [])
    assert [step["step"] for step in there.steps] == [step["step"] for step in here.steps]
    assert there.disclosure["engine"]["kind"] == "remote"
    assert there.disclosure["facets"] == here.disclosure["facets"]
    assert there.metrics["tempo_asked"] == here.metrics["tempo_asked"]
    assert told
    assert sorted(path.name for path in out.iterdir()) == ["remix.flac", "remix.opus"]


def test_it_says_that_it_is_remote_and_what_it_can_do(engine: RemoteEngine) -> None:
    description = engine.describe()

    assert description.kind is Kind.REMOTE
    assert description.operations == builtin().describe().operations
    assert description.model is None


def test_it_listens_as_the_engine_here_does_and_the_catalogue_wins(
    engine: RemoteEngine, short_song: Path
) -> None:
    source = Source(short_song, SourceFacts(bpm=60.0, key="E minor"))

    heard = engine.analyse(source)

    assert heard == builtin().analyse(source)
    assert (heard.tempo_bpm, heard.key) == (60.0, "E minor")


def test_it_takes_stems_apart(engine: RemoteEngine, short_song: Path, out: Path) -> None:
    separated = engine.separate(Source(short_song), ("vocals", "drums"), out)

    assert separated.files == {"vocals": out / "vocals.wav", "drums": out / "drums.wav"}
    assert all(path.stat().st_size > 100_000 for path in separated.files.values())
    assert separated.grade == "preview"


def test_an_unsteady_beat_is_refused_as_here(engine: RemoteEngine, wandering: Path, out: Path) -> None:
    recipe = Recipe((Drums("house", -6.0),))

    planned = engine.plan(Request(recipe, engine.analyse(Source(wandering))))
    with pytest.raises(Invalid) as refusal:
        engine.render(recipe, Source(wandering), 1, out)

    assert isinstance(planned, Unsupported)
    assert refusal.value.code == planned.code == "beat_unsteady"
    assert list(out.iterdir()) == []


def test_what_is_no_audio_is_refused_as_here(engine: RemoteEngine, out: Path) -> None:
    path = out / "notes.txt"
    path.write_text("no sound at all " * 100)

    with pytest.raises(Invalid) as refusal:
        engine.analyse(Source(path))

    assert refusal.value.code == "audio_not_audio"


def test_without_a_licence_nothing_is_sent(
    server: EngineServer, line: Line, desk: DeskWeb, short_song: Path, out: Path
) -> None:
    lawless = RemoteEngine(configured(server, line.url, desk, grant=None))

    with pytest.raises(Forbidden) as refusal:
        lawless.separate(Source(short_song), ("vocals",), out)

    assert refusal.value.code == "consent_missing"
    assert line.asked == []


def test_stopping_the_wait_stops_the_work(
    engine: RemoteEngine, short_song: Path, out: Path, line: Line
) -> None:
    recipe = Recipe((Stem("vocals", None), Tempo(1.1)))

    with pytest.raises(CancelledError):
        engine.render(recipe, Source(short_song), 3, out, cancelled=lambda: True)

    job = line.asked[-1].removeprefix("DELETE /v1/jobs/")
    assert engine.status(job).state in ("running", "cancelled")
    assert list(out.iterdir()) == []


def test_keys_are_as_expected(server: EngineServer) -> None:
    assert (server.folder / "engine.jwk").stat().st_mode & 0o777 == 0o600
    assert DESK_KEY.to_json() not in (server.folder / "server.json").read_text()
    assert len(EVERYTHING) == 19

"""One desk, one engine server and one bad line for all tests of this room; the line is good again before each test."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rightsdesk.domain.recipe import Pitch, Recipe, Tempo
from rightsdesk.engines.audio import encode
from rightsdesk.generation.builtin import engine as builtin
from rightsdesk.generation.contract import Rendered, Source
from rightsdesk.generation.remote import Job, RemoteEngine
from rightsdesk.generation.remote.jobs import file_of, order_of
from rightsdesk.generation.remote.records import Record, record_json
from rightsdesk.generation.server.entry import Entry
from rightsdesk.generation.server.state import State
from rightsdesk.generation.server.store import key_of
from tests.generation import signals
from tests.generation.remote.cast import DESK_KEY, SAMS_KEY, Lay, MakeJob, configured, grant
from tests.generation.remote.outside import DeskWeb, Line
from tests.generation.remote.serving import EngineServer


@pytest.fixture(scope="session")
def short_song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds at 120 BPM."""
    path = tmp_path_factory.mktemp("short") / "song.flac"
    encode(signals.band(120.0, 6.0), path, "flac")
    return path


@pytest.fixture(scope="session")
def made_here(short_song: Path, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """What the engine of this machine makes of it."""
    recipe, folder = Recipe((Tempo(0.9), Pitch(-1.0))), tmp_path_factory.mktemp("here")
    return builtin().render(recipe, Source(short_song), 7, folder, ("flac", "opus"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineServer]:
    server = EngineServer(tmp_path_factory.mktemp("engine"), [DESK_KEY.public(), SAMS_KEY.public()]).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def session_line(server: EngineServer) -> Iterator[Line]:
    line = Line(server.url)
    yield line
    line.web.close()


@pytest.fixture
def line(session_line: Line) -> Line:
    session_line.good()
    return session_line


@pytest.fixture
def desk() -> Iterator[DeskWeb]:
    desk = DeskWeb()
    yield desk
    desk.web.close()


@pytest.fixture
def engine(server: EngineServer, line: Line, desk: DeskWeb) -> RemoteEngine:
    return RemoteEngine(configured(server, line.url, desk))


@pytest.fixture
def job_of(short_song: Path) -> MakeJob:
    """A job over the short song, each under a name of its own."""

    def make(recipe: Recipe, name: str | None = None, **more: object) -> Job:
        chosen: dict[str, object] = {
            "source": Source(short_song),
            "seed": 7,
            "formats": ("flac",),
            "grant": grant(),
        }
        return Job(id=name or f"job_{time.time_ns()}", recipe=recipe, **(chosen | more))  # type: ignore[arg-type]

    return make


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder for what comes back."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def elsewhere(engine: RemoteEngine, desk: DeskWeb) -> RemoteEngine:
    """A desk whose sources are not those it announces: its jobs fail as soon as they begin."""
    return RemoteEngine(replace(engine.config, publish=lambda path: desk.publish(Path(__file__))))


@pytest.fixture
def lay(server: EngineServer, job_of: MakeJob, engine: RemoteEngine, made_here: Rendered) -> Lay:
    """Lays a finished job into the server's folder, true or not: the server signs what lies there."""

    def done(file: Path | None = None, step: str = "tempo", ordered: Recipe | None = None) -> Job:
        job, made = job_of(ordered or made_here.recipe), file or made_here.files["flac"]
        entry = Entry(server.folder / "jobs" / key_of(DESK_KEY.id, job.id))
        entry.create(DESK_KEY.id, job.id, order_of(job, engine.config), State(state="running"))
        entry.made.mkdir()
        shutil.copy(made, entry.made / "flac")
        steps = ({"step": step, "params": {}, "tool": "trust me", "method": "signal_processing"},)
        record = record_json(Record(made_here.recipe, steps, {"tempo_bpm": 1.0}, ()))
        entry.finish("done", files={"flac": file_of(made)}, record=record)
        return job

    return done

"""A bad line and an engine that lies: what is wrong is said by name, nothing wrong is delivered, nothing is waited for without end."""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.domain.recipe import Bpm, Pitch, Recipe, Tempo
from rightsdesk.generation.contract import Source
from rightsdesk.generation.remote import Job, JobStatus, RemoteEngine, RemoteError
from rightsdesk.generation.remote.jobs import read_status
from rightsdesk.generation.server.store import Store
from tests.generation.remote.cast import DESK_KEY, Lay, MakeJob, configured
from tests.generation.remote.outside import DeskWeb, Line
from tests.generation.remote.serving import EngineServer

RECIPE = Recipe((Tempo(0.9),))


def ended(engine: RemoteEngine, job: Job) -> JobStatus:
    until = time.monotonic() + 60
    while (status := engine.status(job.id)).state in ("queued", "running"):
        assert time.monotonic() < until, status
        time.sleep(0.1)
    return status


@pytest.fixture
def finished(lay: Lay) -> Job:
    """A job that is done, for tests of how its files arrive."""
    return lay()


def only(name: str, *faults: str | None) -> Callable[[Line, str, str], str | None]:
    """The faults in turn for requests whose method and path hold `name`; the last one stays."""
    left = list(faults)

    def fault(line: Line, method: str, path: str) -> str | None:
        del line
        if name not in f"{method} {path}":
            return None
        return left.pop(0) if len(left) > 1 else left[0]

    return fault


@pytest.mark.parametrize("fault", ["500", "429", "lost"])
def test_what_fails_twice_and_then_works_is_one_job(
    elsewhere: RemoteEngine, line: Line, job_of: MakeJob, server: EngineServer, fault: str
) -> None:
    job = job_of(RECIPE)
    line.fault = only("PUT", fault, fault, None)

    status = elsewhere.submit(job)

    assert status.job_id == job.id
    assert line.asked == [f"PUT /v1/jobs/{job.id}"] * 3
    assert Store(server.folder).find(DESK_KEY.id, job.id) is not None


@pytest.mark.parametrize(
    ("fault", "code"), [("500", "engine_fault"), ("429", "engine_busy"), ("lost", "engine_unreachable")]
)
def test_what_keeps_failing_ends_after_three_tries(
    engine: RemoteEngine, line: Line, fault: str, code: str
) -> None:
    line.fault = only("", fault)

    with pytest.raises(RemoteError) as error:
        engine.status("job_00001")

    assert (error.value.code, error.value.retry) == (code, True)
    assert len(line.asked) == 3


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_an_engine_that_hangs_is_left(server: EngineServer, line: Line, desk: DeskWeb, fault: str) -> None:
    line.fault = only("", fault)
    engine = RemoteEngine(configured(server, line.url, desk, exchange_s=0.4, retry_waits=(0.1,)))
    began = time.monotonic()

    with pytest.raises(RemoteError) as error:
        engine.describe()

    assert error.value.code == "engine_unreachable"
    assert time.monotonic() - began < 3


def test_an_engine_that_is_not_there_is_said_to_be_away(server: EngineServer, desk: DeskWeb) -> None:
    engine = RemoteEngine(configured(server, "http://127.0.0.1:1", desk))

    with pytest.raises(RemoteError) as error:
        engine.describe()

    assert error.value.code == "engine_unreachable"


def test_an_engine_at_a_private_address_nobody_named_is_not_asked(
    server: EngineServer, desk: DeskWeb
) -> None:
    config = configured(server, server.url.replace("http", "https"), desk, allow_private=frozenset())

    with pytest.raises(Invalid) as refusal:
        RemoteEngine(config).describe()

    assert refusal.value.code == "url_forbidden"


@pytest.mark.parametrize(
    ("fault", "code"),
    [("wrong", "file_hash_mismatch"), ("short", "file_hash_mismatch"), ("long", "answer_too_large")],
)
def test_a_file_that_is_not_the_announced_one_is_not_delivered(
    engine: RemoteEngine, line: Line, finished: Job, out: Path, fault: str, code: str
) -> None:
    line.fault = only("/files/", fault)

    with pytest.raises(RemoteError) as error:
        engine.collect(finished, out)

    assert error.value.code == code
    assert list(out.iterdir()) == []


def test_a_file_that_breaks_off_once_is_fetched_again(
    engine: RemoteEngine, line: Line, finished: Job, out: Path
) -> None:
    line.fault = only("/files/", "lost", None)

    rendered = engine.collect(finished, out)

    assert rendered.self_check == []
    assert [path.name for path in out.iterdir()] == ["remix.flac"]


def test_a_file_larger_than_the_desk_takes_is_not_fetched(
    server: EngineServer, line: Line, desk: DeskWeb, finished: Job, out: Path
) -> None:
    engine = RemoteEngine(configured(server, line.url, desk, most_file_bytes=1000))

    with pytest.raises(RemoteError) as error:
        engine.collect(finished, out)

    assert error.value.code == "file_too_large"
    assert not [asked for asked in line.asked if "/files/" in asked]


def test_an_answer_is_believed_only_as_it_was_signed(engine: RemoteEngine, finished: Job) -> None:
    body: dict[str, Any] = dict(engine.door.ask("GET", f"/v1/jobs/{finished.id}").body)
    record = json.loads(json.dumps(body["record"]))
    record["steps"][0]["method"] = "generative_model"
    stranger = replace(engine.config, engine_key=DESK_KEY.public())

    assert read_status(body | {"state": "failed"}, finished.id, engine.config).state == "done"
    for changed, job_id, config in (
        (body | {"record": record}, finished.id, engine.config),
        (body, "job_other", engine.config),
        (body, finished.id, stranger),
        (body | {"statement": "a.b.c"}, finished.id, engine.config),
    ):
        with pytest.raises(RemoteError) as error:
            read_status(changed, job_id, config)
        assert error.value.code == "answer_invalid"


def test_a_source_that_changed_on_the_way_is_refused(
    engine: RemoteEngine, desk: DeskWeb, job_of: MakeJob, tmp_path: Path, short_song: Path, out: Path
) -> None:
    path = Path(shutil.copy(short_song, tmp_path / "song.flac"))
    other = tmp_path / "other.flac"
    other.write_bytes(short_song.read_bytes()[:-1] + b"!")
    engine.config.publish(path)
    job = job_of(RECIPE, source=Source(path))
    name = next(name for name, known in desk.files.items() if known == path)
    swapped = replace(
        engine.config, publish=lambda path: (desk.files.update({name: other}), desk.url + name)[1]
    )

    RemoteEngine(swapped).submit(job)
    status = ended(engine, job)

    assert status.problem is not None
    assert (status.problem.code, status.problem.refusal) == ("source_hash_mismatch", True)
    with pytest.raises(Invalid):
        engine.collect(job, out)


def test_a_source_that_cannot_be_fetched_is_a_fault_not_a_refusal(
    engine: RemoteEngine, job_of: MakeJob, desk: DeskWeb, out: Path
) -> None:
    job = job_of(RECIPE)
    nowhere = replace(engine.config, publish=lambda path: desk.url + "/expired")

    RemoteEngine(nowhere).submit(job)

    assert ended(engine, job).state == "failed"
    with pytest.raises(RemoteError) as error:
        engine.collect(job, out)
    assert error.value.code == "source_unreachable"


def test_our_own_ears_decide_not_the_engines_figures(
    engine: RemoteEngine, lay: Lay, short_song: Path, out: Path
) -> None:
    rendered = engine.collect(lay(short_song), out)

    assert rendered.self_check
    assert rendered.files == {}
    assert rendered.metrics["tempo_bpm"] != 1.0
    assert list(out.iterdir()) == []


def test_files_that_were_dropped_are_gone(
    engine: RemoteEngine, lay: Lay, short_song: Path, out: Path
) -> None:
    job = lay(short_song)

    engine.cancel(job.id)
    engine.cancel(job.id)

    assert engine.status(job.id).state == "done"
    with pytest.raises(Conflict) as refusal:
        engine.collect(job, out)
    assert refusal.value.code == "file_gone"
    assert list(out.iterdir()) == []


def test_what_is_no_audio_is_not_delivered(engine: RemoteEngine, lay: Lay, tmp_path: Path, out: Path) -> None:
    text = tmp_path / "remix.flac"
    text.write_text("no sound at all " * 100)

    with pytest.raises(RemoteError) as error:
        engine.collect(lay(text), out)

    assert error.value.code == "answer_invalid"
    assert list(out.iterdir()) == []


def test_a_sound_that_is_too_long_is_not_even_listened_to(
    server: EngineServer, line: Line, desk: DeskWeb, lay: Lay, short_song: Path, out: Path
) -> None:
    engine = RemoteEngine(configured(server, line.url, desk, most_seconds=5.0))

    with pytest.raises(RemoteError) as error:
        engine.collect(lay(short_song), out)

    assert error.value.code == "sound_too_long"
    assert list(out.iterdir()) == []


def test_a_step_the_desk_has_no_word_for_cannot_be_disclosed(
    engine: RemoteEngine, lay: Lay, short_song: Path, out: Path
) -> None:
    with pytest.raises(RemoteError) as error:
        engine.collect(lay(short_song, step="sprinkled_magic"), out)

    assert error.value.code == "answer_invalid"


def test_another_recipe_than_the_ordered_one_is_not_delivered(
    engine: RemoteEngine, lay: Lay, out: Path
) -> None:
    with pytest.raises(RemoteError) as error:
        engine.collect(lay(ordered=RECIPE), out)

    assert error.value.code == "answer_invalid"
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(("bpm", "kept"), [(108.0, True), (100.0, False)])
def test_a_tempo_in_bpm_is_settled_by_the_engine_and_judged_by_our_own_analysis(
    engine: RemoteEngine, lay: Lay, out: Path, bpm: float, kept: bool
) -> None:
    rendered = engine.collect(lay(ordered=Recipe((Bpm(bpm), Pitch(-1.0)))), out)

    assert bool(rendered.files) is kept
    assert bool(rendered.self_check) is not kept

"""A server that is killed in the middle of a job and started again."""

import json
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from rightsdesk.domain.recipe import Recipe, Tempo
from rightsdesk.generation.contract import Rendered
from rightsdesk.generation.remote import RemoteEngine
from rightsdesk.generation.server.store import Store
from tests.generation.remote.cast import DESK_KEY, MakeJob, configured
from tests.generation.remote.outside import DeskWeb
from tests.generation.remote.serving import EngineServer


def wait_for(engine: RemoteEngine, job_id: str, *states: str) -> None:
    until = time.monotonic() + 60
    while engine.status(job_id).state not in states:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_job_begun_before_a_kill_is_finished_after_it_with_the_same_bytes(
    tmp_path: Path, desk: DeskWeb, job_of: MakeJob, made_here: Rendered, out: Path
) -> None:
    server = EngineServer(tmp_path / "engine", [DESK_KEY.public()]).start()
    engine = RemoteEngine(configured(server, server.url, desk, callback_url=f"{desk.url}/callbacks"))
    nowhere = RemoteEngine(replace(engine.config, publish=lambda path: f"{desk.url}/nothing"))
    begun, waiting = job_of(made_here.recipe), job_of(made_here.recipe)
    engine.submit(begun)
    nowhere.submit(waiting)
    wait_for(engine, begun.id, "running")

    server.kill()
    server.start()
    wait_for(engine, begun.id, "done", "failed")
    wait_for(engine, waiting.id, "done", "failed")

    entry = Store(server.folder).find(DESK_KEY.id, begun.id)
    assert entry is not None
    assert entry.state().attempts == 2
    assert sorted(path.name for path in entry.folder.iterdir()) == [
        "lock",
        "made",
        "order.json",
        "state.json",
    ]
    rendered = engine.collect(begun, out)
    assert rendered.files["flac"].read_bytes() == made_here.files["flac"].read_bytes()
    called = {engine.open_callback(token, lambda number: False) for token in desk.callbacks}
    assert (begun.id, "done") in {(callback.job_id, callback.state) for callback in called}
    server.stop()


def test_a_killed_server_leaves_no_process_behind(tmp_path: Path, desk: DeskWeb) -> None:
    server = EngineServer(tmp_path / "engine", [DESK_KEY.public()]).start()

    assert running(server.folder)
    server.kill()

    until = time.monotonic() + 10
    while running(server.folder) and time.monotonic() < until:
        time.sleep(0.1)
    assert running(server.folder) == []
    assert json.loads((server.folder / "server.json").read_text())["most_waiting"] == 50


def test_a_runner_that_dies_is_started_again(
    server: EngineServer, elsewhere: RemoteEngine, job_of: MakeJob
) -> None:
    for number in runners(server.folder):
        os.kill(number, signal.SIGKILL)
    job = job_of(Recipe((Tempo(0.9),)))

    elsewhere.submit(job)
    wait_for(elsewhere, job.id, "failed")

    problem = elsewhere.status(job.id).problem
    assert problem is not None
    assert problem.code == "source_hash_mismatch"


def runners(folder: Path) -> list[int]:
    return [number for number, command in processes(folder) if "server.runner" in command]


def running(folder: Path) -> list[str]:
    return [command for _, command in processes(folder)]


def processes(folder: Path) -> list[tuple[int, str]]:
    """Processes that name this folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if str(folder).encode() in command:
            found.append((int(path.parent.name), command.decode().replace("\0", " ")))
    return found

"""The desk really starts, is watched, and really stops: on an embedded PostgreSQL of its own, made for this file."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rightsdesk.embedded.cluster import Cluster, wheel_programs
from rightsdesk.embedded.ports import free_port
from rightsdesk.embedded.processes import read_mark

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.journey]
PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    # The server's user must be able to reach it, and pytest's own folders are private to this one.
    folder = ROOT / "var" / f"trial-{os.getpid()}"
    folder.mkdir(parents=True)
    yield folder
    desk(folder, "stop").wait(PATIENCE_SECONDS)
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def desk(var: Path, *words: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return subprocess.Popen(
        [sys.executable, "-m", "rightsdesk.embedded", *words],
        cwd=ROOT,
        env=environment | {"RIGHTSDESK_VAR": str(var), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def eventually(what: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.2)
    return False


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def child(var: Path, name: str) -> int | None:
    return read_mark(var / "run" / f"{name}.pid")[0]


def test_serve_answers_and_a_killed_web_process_is_started_again(var: Path) -> None:
    port = free_port()
    serving = desk(var, "serve", "--port", str(port))
    assert serving.stdout is not None
    assert any("The desk is open" in line for line in serving.stdout)
    assert status(f"http://127.0.0.1:{port}/readyz") == 200
    first = child(var, "web")
    assert first is not None

    os.killpg(first, signal.SIGKILL)

    assert eventually(lambda: child(var, "web") not in {first, None})
    assert eventually(lambda: status(f"http://127.0.0.1:{port}/healthz") == 200)
    serving.send_signal(signal.SIGINT)
    assert serving.wait(PATIENCE_SECONDS) == 0
    assert status(f"http://127.0.0.1:{port}/healthz") == 0


def test_two_watchers_never_run_the_same_worker(var: Path) -> None:
    working = desk(var, "worker", "beat")
    assert eventually(lambda: child(var, "beat") is not None)

    second = desk(var, "worker", "beat")

    assert "beat already runs from this folder" in second.communicate()[0]
    assert working.poll() is None


def test_stop_ends_the_workers_and_the_database(var: Path) -> None:
    working = desk(var, "worker", "main")
    assert eventually(lambda: child(var, "main") is not None)

    stopping = desk(var, "stop")

    assert "Stopped." in stopping.communicate()[0]
    assert working.wait(PATIENCE_SECONDS) == 0
    assert child(var, "main") is None
    assert child(var, "beat") is None
    assert not Cluster(var, wheel_programs()).answers()


def test_a_worker_that_does_not_exist_is_refused_with_those_that_do(var: Path) -> None:
    said = desk(var, "worker", "nights").communicate()[0]

    assert "there is no worker nights; there are main, screen, beat." in said


def test_bench_measures_on_this_machine(var: Path) -> None:
    bench = desk(var, "bench", "--quick")

    said = bench.communicate()[0]

    assert bench.returncode == 0, said
    assert "per second" in said or "ms" in said

"""Children are started in groups of their own, started again when they die, and never outlive their watcher's stop."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rightsdesk.embedded.processes import Program, Watch, end_leftover, read_mark

# The name in the command is how a living child is told from a stranger with the same number.
SLEEPER = Program("sleeper", (sys.executable, "-c", "import time; time.sleep(60)  # rightsdesk"))
STUBBORN = Program(
    "stubborn",
    (
        sys.executable,
        "-c",
        "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)  # rightsdesk",
    ),
)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = Watch(tmp_path, dict(os.environ))
    yield watch
    watch.stop()


def soon(what: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not what() and time.monotonic() < deadline:
        time.sleep(0.02)
    return what()


def test_a_dead_child_is_started_again(watch: Watch, tmp_path: Path) -> None:
    watch.start([SLEEPER])
    first = watch.children[SLEEPER].pid
    os.kill(first, signal.SIGKILL)

    assert soon(lambda: watch.revive() == ["sleeper"] or watch.children[SLEEPER].pid != first)

    assert soon(lambda: read_mark(tmp_path / "run" / "sleeper.pid")[0] == watch.children[SLEEPER].pid)


def test_a_living_child_is_left_alone(watch: Watch) -> None:
    watch.start([SLEEPER])

    assert watch.revive() == []


def test_stop_leaves_nobody_and_no_mark(watch: Watch, tmp_path: Path) -> None:
    watch.start([SLEEPER])
    child = watch.children[SLEEPER]

    watch.stop()

    assert child.returncode == -signal.SIGTERM
    assert list((tmp_path / "run").iterdir()) == []


def test_one_that_will_not_go_is_made_to(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rightsdesk.embedded.processes.GRACE_SECONDS", 0.5)
    watch.start([STUBBORN])
    child = watch.children[STUBBORN]
    time.sleep(0.5)

    watch.stop()

    assert child.returncode == -signal.SIGKILL


def test_what_a_killed_watcher_left_is_ended_before_the_next_start(watch: Watch, tmp_path: Path) -> None:
    watch.start([SLEEPER])
    orphan = watch.children.pop(SLEEPER)
    mark = tmp_path / "run" / "sleeper.pid"
    assert soon(lambda: read_mark(mark)[0] == orphan.pid)

    assert end_leftover(mark) is True

    assert orphan.wait(5) != 0
    assert not mark.exists()


def test_a_stranger_that_has_the_number_now_is_left_alone(tmp_path: Path) -> None:
    mark = tmp_path / "sleeper.pid"
    mark.write_text("1 1")

    assert end_leftover(mark) is False

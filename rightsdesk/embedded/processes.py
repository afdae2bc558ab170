"""The desk's own processes on one machine: web, two workers, beat. Started, watched, started again when they die,
and stopped together. What they do is theirs; where it is written down is `var/log`."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rightsdesk.embedded.ports import LOOPBACK
from rightsdesk.embedded.words import Stop

GRACE_SECONDS = 10.0
CELERY = (sys.executable, "-m", "celery", "-A", "rightsdesk.celery")


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    command: tuple[str, ...]


def web(port: int) -> Program:
    options = ("--bind", f"{LOOPBACK}:{port}", "--workers", "2", "--timeout", "120")
    return Program("web", (sys.executable, "-m", "gunicorn", "rightsdesk.wsgi:application", *options))


def worker(name: str, queues: str) -> Program:
    options = ("-Q", queues, "-n", f"{name}@%h", "-c", "1", "--without-gossip", "--without-mingle")
    return Program(name, (*CELERY, "worker", "--loglevel", "INFO", *options))


def beat(var: Path) -> Program:
    return Program(
        "beat",
        (*CELERY, "beat", "--loglevel", "INFO", "--pidfile", "", "--schedule", str(var / "run" / "beat")),
    )


def workers() -> tuple[Program, ...]:
    return worker("main", "generate,payouts,default"), worker("screen", "screen,voice")


class Watch:
    """Children in process groups of their own, so that a Ctrl-C reaches us alone and nobody is left behind."""

    def __init__(self, var: Path, environment: dict[str, str]) -> None:
        self.var = var
        self.environment = environment
        self.children: dict[Program, subprocess.Popen[bytes]] = {}

    def start(self, programs: Sequence[Program]) -> None:
        for name in ("run", "log", "static"):
            (self.var / name).mkdir(parents=True, exist_ok=True)
        for program in programs:
            refuse_second(self._mark(program), program.name)
            end_leftover(self._mark(program))
            self._launch(program)

    def revive(self) -> list[str]:
        """Start again whoever died; the names of those."""
        dead = [program for program, child in self.children.items() if child.poll() is not None]
        for program in dead:
            signal_group(self.children[program].pid, signal.SIGKILL)
            self._launch(program)
        return [program.name for program in dead]

    def stop(self) -> None:
        """Ask all, wait, then insist."""
        for child in self.children.values():
            child.terminate()  # the leader alone: it lets its own children finish what they do
        deadline = time.monotonic() + GRACE_SECONDS
        for program, child in self.children.items():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(deadline - time.monotonic(), 0.1))
            signal_group(child.pid, signal.SIGKILL)
            child.wait()
            self._mark(program).unlink(missing_ok=True)
        self.children.clear()

    def log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"

    def _mark(self, program: Program) -> Path:
        return self.var / "run" / f"{program.name}.pid"

    def _launch(self, program: Program) -> None:
        with self.log(program.name).open("ab") as log:
            child = subprocess.Popen(
                program.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
                start_new_session=True,
            )
        self.children[program] = child
        self._mark(program).write_text(f"{child.pid} {os.getpid()}")


def signal_group(pid: int, number: signal.Signals) -> bool:
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def is_ours(pid: int) -> bool:
    """Whether this number still belongs to a program of the desk, and not to a stranger that got it later."""
    try:
        return b"rightsdesk" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def read_mark(mark: Path) -> tuple[int | None, int | None]:
    """The living child that this file names and its living watcher, each None where it is gone."""
    try:
        child, watcher = (int(word) for word in mark.read_text().split())
    except (OSError, ValueError):
        return None, None
    return (child if is_ours(child) else None), (watcher if is_ours(watcher) else None)


def refuse_second(mark: Path, name: str) -> None:
    child, watcher = read_mark(mark)
    if child and watcher and watcher != os.getpid():
        raise Stop(f"{name} already runs from this folder; ./desk stop ends it.")


def end_leftover(mark: Path) -> bool:
    """End a child whose watcher was killed, with its whole group. False when there was none."""
    child, _ = read_mark(mark)
    mark.unlink(missing_ok=True)
    if child is None:
        return False
    os.kill(child, signal.SIGTERM)
    wait_gone(child)
    signal_group(child, signal.SIGKILL)
    return True


def wait_gone(pid: int) -> None:
    deadline = time.monotonic() + GRACE_SECONDS
    while is_ours(pid) and time.monotonic() < deadline:
        time.sleep(0.1)


def end_everything(var: Path) -> bool:
    """Ask the watchers first, so that nobody is started again; then end what a killed watcher left."""
    marks = sorted((var / "run").glob("*.pid"))
    watchers = {watcher for _, watcher in map(read_mark, marks) if watcher}
    for watcher in watchers:
        os.kill(watcher, signal.SIGTERM)
    for watcher in watchers:
        wait_gone(watcher)
    leftovers = [end_leftover(mark) for mark in marks]
    return any(leftovers) or bool(watchers)

"""How the starter speaks: one sentence when it must stop, one line for what takes longer than a blink."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Stop(SystemExit):
    """Ends the command with one sentence for the person who gave it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"desk: {sentence}")


@contextmanager
def step(title: str, *, ticking: bool = True) -> Iterator[None]:
    """Say what is being done, and how long it took. Not ticking: what runs inside shows its own progress."""
    started = time.monotonic()
    done = threading.Event()
    print(f"  {title} …", end="", flush=True, file=sys.stderr)
    if ticking and sys.stderr.isatty():
        threading.Thread(target=_tick, args=(title, started, done), daemon=True).start()
    try:
        yield
    except BaseException:
        done.set()
        print(" no.", flush=True, file=sys.stderr)
        raise
    done.set()
    took = f"{time.monotonic() - started:.1f} s"
    print(f"\r\033[K  {title}: {took}" if sys.stderr.isatty() else f" {took}", flush=True, file=sys.stderr)


def _tick(title: str, started: float, done: threading.Event) -> None:
    while not done.wait(1):
        seconds = int(time.monotonic() - started)
        bar = "#" * (seconds % 24 + 1)
        print(f"\r  {title} [{bar:24}] {seconds} s", end="", flush=True, file=sys.stderr)


def last_lines(log: Path, count: int = 15) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
    except OSError:
        return ""

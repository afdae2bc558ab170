"""How the starter speaks: one sentence when it must stop, one line for what takes longer than a blink."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Stop(SystemExit):
    """Ends the command with one sentence for the person who gave it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"desk: {sentence}")


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    started = time.monotonic()
    print(f"  {title} …", end="", flush=True, file=sys.stderr)
    try:
        yield
    except BaseException:
        print(" no.", flush=True, file=sys.stderr)
        raise
    print(f" {time.monotonic() - started:.1f} s", flush=True, file=sys.stderr)


def last_lines(log: Path, count: int = 15) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
    except OSError:
        return ""

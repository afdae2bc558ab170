"""Run an outside program on untrusted files: no shell, a time limit, a memory limit and a file-size limit.
Leaves what the program's answer means to its callers."""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

MEMORY_BYTES = 2 * 1024**3
FILE_BYTES = 2 * 1024**3
_POLL_SECONDS = 0.2


class ToolMissingError(RuntimeError):
    """A program this adapter needs is not installed."""


class ToolTimeoutError(RuntimeError):
    """The program was stopped because it passed its time limit."""


class ToolCancelledError(RuntimeError):
    """The caller asked to stop; the program was killed."""


@dataclass(frozen=True, slots=True)
class Finished:
    code: int
    output: str
    errors: str


def _limit(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Set the limits on the running child: a pre-exec hook is not safe in a threaded worker."""
    cpu = int(seconds) + 1
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in limits.items():
        try:
            resource.prlimit(process.pid, kind, (value, value))
        except ProcessLookupError:  # it has already ended
            return


def _wait(
    process: subprocess.Popen[bytes], seconds: float, cancelled: Callable[[], bool]
) -> tuple[bytes, bytes]:
    deadline = monotonic() + seconds
    while True:
        try:
            return process.communicate(timeout=_POLL_SECONDS)
        except subprocess.TimeoutExpired:
            if cancelled():
                raise ToolCancelledError(str(process.args)) from None
            if monotonic() > deadline:
                raise ToolTimeoutError(str(process.args)) from None


def run(command: Sequence[str], *, seconds: float, cancelled: Callable[[], bool] = lambda: False) -> Finished:
    """Run `command` to its end, or kill it after `seconds` (wall clock or processor time) or when `cancelled()`."""
    program = shutil.which(command[0])
    if program is None:
        raise ToolMissingError(f"{command[0]} is not installed")
    process = subprocess.Popen(
        [program, *command[1:]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        _limit(process, seconds)
        output, errors = _wait(process, seconds, cancelled)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    return Finished(process.returncode, output.decode(errors="replace"), errors.decode(errors="replace"))

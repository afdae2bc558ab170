"""What work costs: processor seconds of this process and all it started, seconds on the wall, and the largest memory of a
child process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds; `answer` is what the work gave back."""

    cpu: float
    wall: float
    answer: Any = None


def cost(work: Callable[[], Any]) -> Cost:
    began, started = _cpu(), time.perf_counter()
    answer = work()
    return Cost(_cpu() - began, time.perf_counter() - started, answer)


@dataclass(frozen=True, slots=True)
class Child:
    """`megabytes`: the most that the process, or any one process it started, ever held."""

    code: int
    megabytes: float
    cpu: float
    wall: float
    errors: str


def child(arguments: Sequence[str]) -> Child:
    """Run this Python with `arguments`, one thread to a library, and see what it took."""
    started = time.perf_counter()
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    )
    errors = process.stderr.read().decode(errors="replace") if process.stderr else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime
    return Child(process.returncode, used.ru_maxrss / 1024, cpu, time.perf_counter() - started, errors)


def _cpu() -> float:
    usages = (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)

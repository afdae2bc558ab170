"""How long something takes: on the wall, and in processor time of this process and of the database's behind it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds. `p50` and `p95` on the wall; `cpu`: processor time of one run on average; `queries` of one run."""

    p50: float
    p95: float
    cpu: float
    queries: int


def timed(act: Callable[[], object], times: int = 1, *, warm: bool = True) -> Timing:
    """Run it (once before, so that nothing is loaded for the first time) and look at the clocks."""
    queries = 0
    if warm:
        with CaptureQueriesContext(connection) as asked:
            act()
        queries = len(asked)
    walls, cpu = [], _cpu()
    for _ in range(times):
        wall = time.perf_counter()
        act()
        walls.append((time.perf_counter() - wall) * 1000)
    walls.sort()
    return Timing(median(walls), walls[int(len(walls) * 0.95)], (_cpu() - cpu) / times, queries)


def _cpu() -> float:
    """Milliseconds so far, here and in our database process, where it runs on this machine and may be looked at."""
    return time.process_time() * 1000 + _database_cpu()


def _database_cpu() -> float:
    pid = getattr(connection.connection.info, "backend_pid", 0) if connection.connection else 0
    clock = Path(f"/proc/{pid}/schedstat")
    named = Path(f"/proc/{pid}/cmdline")
    try:
        if b"postgres" not in named.read_bytes():
            return 0.0
        return int(clock.read_text().split()[0]) / 1e6
    except (OSError, ValueError):
        return 0.0

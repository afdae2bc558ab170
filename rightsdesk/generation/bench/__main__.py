"""`./desk bench generation [--quick] [ROOM …]`: one table, targets beside. Exits with 1 where a target was missed."""

from __future__ import annotations

import os
import sys

# Before numpy is loaded: two threads on a busy machine are slower than one, and their clocks are not.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from rightsdesk.generation.bench import apart, bounds, delivered, hearing, making, marks, sealed
from rightsdesk.generation.bench.sounds import SHARED
from rightsdesk.generation.bench.table import Room, printed, say

ROOMS = {
    "hearing": Room("analysis against ground truth", hearing.rows),
    "separation": Room("separation against label stems, SI-SDR", apart.rows),
    "styles": Room("styles", making.style_rows),
    "pitch": Room("pitch", making.pitch_rows),
    "seed": Room("determinism", making.seed_rows),
    "masters": Room("masters after each codec", delivered.master_rows),
    "watermark": Room("watermark", delivered.watermark_rows),
    "sealing": Room("sealing and checking", sealed.rows),
    "marks": Room("the watermark under attack", marks.rows),
    "variations": Room("variations of one source", bounds.variation_rows),
    "waiting": Room("waiting for three minutes", making.waiting_rows),
    "memory": Room("memory", bounds.memory_rows),
}


def main(words: list[str]) -> int:
    """The rooms named in `words`, or all of them."""
    quick = "--quick" in words
    names = [word for word in words if word != "--quick"] or list(ROOMS)
    if unknown := [name for name in names if name not in ROOMS]:
        print(f"There is no room {unknown[0]}; there are {', '.join(ROOMS)}.", file=sys.stderr)
        return 2
    if not SHARED.exists():
        say(f"The real recordings are not at {SHARED}: only the demo's own songs are measured.")
    missed = [row for row in printed([ROOMS[name] for name in names], quick) if row.met is False]
    print(f"\n{len(missed)} target(s) missed." if missed else "\nEvery target met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

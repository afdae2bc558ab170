"""`./desk bench`: what the engines and the law cost on this machine, on the demo's own recordings. --quick: once each."""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rightsdesk.domain.matching import align
from rightsdesk.domain.prompts import understand
from rightsdesk.domain.splits import allocate
from rightsdesk.engines.audio import decode
from rightsdesk.engines.fingerprint import fingerprint
from rightsdesk.engines.voice import embed_segments
from rightsdesk.generation.builtin import engine
from rightsdesk.generation.contract import Source

AUDIO = Path(__file__).resolve().parents[1] / "fixtures" / "audio"
PROMPT = "a slower lo-fi version, two semitones down, without the drums and with more reverb"
USAGE_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Measure:
    """`cold` is the first run, which loads libraries; `warm` the median of the rest. Seconds."""

    what: str
    cold: float
    warm: float | None


def measured(what: str, act: Callable[[], object], repeats: int) -> Measure:
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - started)
    return Measure(what, seconds[0], median(seconds[1:]) if repeats > 1 else None)


def the_law(repeats: int) -> Iterator[Measure]:
    amounts = [random.Random(line).randrange(1, 10_000) for line in range(USAGE_LINES)]
    yield measured("read a prompt", lambda: understand(PROMPT), repeats)
    yield measured(
        f"split a pool over {USAGE_LINES} amounts", lambda: allocate(1_000_000_000, amounts), repeats
    )


def the_ear(source: Path, repeats: int) -> Iterator[Measure]:
    audio = decode(source)
    items = fingerprint(audio).items
    yield measured(f"decode {audio.seconds:.0f} s of Opus", lambda: decode(source), repeats)
    yield measured("fingerprint it", lambda: fingerprint(audio), repeats)
    yield measured("align it with one reference", lambda: align(items, items), repeats)
    yield measured("embed its voices", lambda: embed_segments(audio), repeats)


def the_engine(source: Path, repeats: int) -> Iterator[Measure]:
    recipe = understand(PROMPT).recipe
    if recipe is None:
        raise SystemExit("The bench's own prompt is not understood any more.")
    with tempfile.TemporaryDirectory() as folder:
        yield measured(
            "render a remix of it", lambda: engine().render(recipe, Source(source), 1, Path(folder)), repeats
        )


def main() -> None:
    repeats = 1 if "--quick" in sys.argv[1:] else 5
    source = min(AUDIO.glob("*.opus"))
    print(f"{'on ' + source.name:44}{'first':>12}{'then':>12}")
    for measure in (*the_law(repeats), *the_ear(source, repeats), *the_engine(source, max(1, repeats // 2))):
        warm = f"{measure.warm * 1000:9.1f} ms" if measure.warm is not None else ""
        print(f"{measure.what:44}{measure.cold * 1000:9.1f} ms{warm:>12}")


if __name__ == "__main__":
    main()

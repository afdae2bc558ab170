"""How well and how fast excerpts are found, beside the stock way: `python -m rightsdesk.screening.bench`.
Reads the demo's recordings; needs no database. Progress goes to stderr, the table to stdout."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rightsdesk.domain.matching import Items, align
from rightsdesk.engines.audio import Audio, decode
from rightsdesk.engines.fingerprint import ALGORITHM, fingerprint

AUDIO = Path(__file__).resolve().parents[2] / "fixtures" / "audio"
SECONDS = (15.0, 20.0, 30.0)
# Where in its recording an excerpt begins: 0 is the start, 1 is as late as it fits.
PLACES = (0.1, 0.4, 0.7, 0.95)
# What pyacoustid's own users take for "the same recording".
STOCK_THRESHOLD = 0.5
Comparison = Callable[[Items, Items], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """One way of comparing, at one length of excerpt: shares of pairs, and milliseconds a pair."""

    way: str
    seconds: float
    recall: float
    false_matches: float
    milliseconds: float


def aligned(excerpt: Items, whole: Items) -> bool:
    """Ours: every offset, in windows."""
    return bool(align(excerpt, whole))


def stock(excerpt: Items, whole: Items) -> bool:
    """acoustid.compare_fingerprints on the two whole fingerprints."""
    import acoustid
    import chromaprint

    coded = [(0.0, chromaprint.encode_fingerprint(items.tolist(), ALGORITHM)) for items in (excerpt, whole)]
    return bool(acoustid.compare_fingerprints(*coded) > STOCK_THRESHOLD)


def measure(way: str, same: Comparison, seconds: float, sounds: list[Audio], wholes: list[Items]) -> Row:
    """Excerpts of `seconds` against every recording: their own should match, the others should not."""
    outcomes: list[tuple[bool, bool]] = []
    spent = 0.0
    for number, sound in enumerate(sounds):
        for place in PLACES:
            excerpt = fingerprint(_cut(sound, place * (sound.seconds - seconds), seconds)).items
            began = time.perf_counter()
            outcomes += [(other == number, same(excerpt, whole)) for other, whole in enumerate(wholes)]
            spent += time.perf_counter() - began
    own = [found for mine, found in outcomes if mine]
    others = [found for mine, found in outcomes if not mine]
    return Row(way, seconds, sum(own) / len(own), sum(others) / len(others), spent / len(outcomes) * 1000)


def _cut(sound: Audio, start_s: float, seconds: float) -> Audio:
    first = round(start_s * sound.rate)
    return Audio(sound.samples[first : first + round(seconds * sound.rate)], sound.rate)


def main() -> None:
    """Print the table."""
    paths = [path for path in sorted(AUDIO.glob("*.opus")) if not path.name.startswith(("enrol_", "dry_"))]
    sounds = [decode(path, rate=16_000, mono=True) for path in paths]
    wholes = [fingerprint(sound).items for sound in sounds]
    print(f"{'way':24}{'excerpt':>9}{'recall':>9}{'false':>9}{'ms a pair':>12}")
    for seconds in SECONDS:
        for way, same in (("windows at every offset", aligned), ("acoustid, whole", stock)):
            print(f"comparing {len(sounds)} recordings, {seconds:.0f} s, {way} …", file=sys.stderr)
            row = measure(way, same, seconds, sounds, wholes)
            figures = f"{row.recall:>9.0%}{row.false_matches:>9.1%}{row.milliseconds:>12.2f}"
            print(f"{row.way:24}{row.seconds:>7.0f} s{figures}")


if __name__ == "__main__":
    main()

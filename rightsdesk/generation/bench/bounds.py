"""What grows with the recording: memory for ten minutes, and what a later variation still costs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from rightsdesk.domain.recipe import Filter, Pitch, Recipe, Stem, Tempo
from rightsdesk.generation.bench.clock import child, cost
from rightsdesk.generation.bench.sounds import FIXTURES, of_length
from rightsdesk.generation.bench.table import Row
from rightsdesk.generation.builtin import BuiltinEngine
from rightsdesk.generation.cache import Cache
from rightsdesk.generation.contract import Source, SourceFacts

_MOST_MB = 2048.0
_LEAST_FASTER = 5.0
_MODULE = ("-m", "rightsdesk.generation")


def memory_rows(quick: bool) -> Iterator[Row]:
    """The command line as a person runs it, in a process of its own."""
    seconds = 60.0 if quick else 600.0
    with tempfile.TemporaryDirectory() as folder:
        source, out = of_length(seconds, Path(folder)), Path(folder) / "out.flac"
        verbs = {
            "analyse": ["analyse", str(source)],
            "separate": ["separate", str(source), "--out", str(Path(folder) / "stems")],
            "render lofi": ["render", str(source), "--style", "lofi", "--out", str(out)],
            "render karaoke": ["render", str(source), "--style", "karaoke", "--out", str(out)],
        }
        for name, arguments in verbs.items():
            used = child([*_MODULE, *arguments, "--json"])
            here = f"{used.megabytes:.0f} MB ({used.cpu:.0f} s CPU)"
            failed = "" if used.code == 0 else f" exit {used.code}"
            good = used.megabytes <= _MOST_MB and not failed
            what = f"memory: {name}, {seconds / 60:.0f} min of stereo"
            yield Row(what, "<= 2 GB for 10 min", here + failed, good)


def variation_rows(quick: bool) -> Iterator[Row]:
    """Recipes over one source with a cache: the first listens and takes apart, the others use that again."""
    count = 3 if quick else 12
    song = Source(FIXTURES / "audio" / "paper_lanterns.opus", SourceFacts(bpm=118.0))
    with tempfile.TemporaryDirectory() as folder:
        engine = BuiltinEngine(cache=Cache(Path(folder) / "cache"))
        wanted = [Recipe((Stem("vocals", None), Filter("lowpass", 4000.0 + 500 * n))) for n in range(count)]
        yield _faster("karaoke through a filter", engine, wanted, song, Path(folder))
        base = (Stem("drums", -3.0), Tempo(0.9), Pitch(-2.0))
        wanted = [Recipe((*base, Filter("lowpass", 3000.0 + 400 * n))) for n in range(count)]
        yield _faster("slower, lower, through a filter", engine, wanted, song, Path(folder), fresh=True)


def _faster(
    name: str, engine: BuiltinEngine, wanted: list[Recipe], song: Source, folder: Path, fresh: bool = False
) -> Row:
    """`fresh`: another folder for the cache, so that the first recipe meets nothing."""
    if fresh:
        engine = BuiltinEngine(cache=Cache(folder / "again"))
    spent = [cost(partial(engine.render, recipe, song, 7, folder)) for recipe in wanted]
    first, later = spent[0].cpu, median(each.cpu for each in spent[1:])
    here = f"{first / later:.1f} x ({first:.1f} s, then {later:.1f} s CPU)"
    return Row(f"variations: {name}", ">= 5 x the first", here, first / later >= _LEAST_FASTER)

"""What several verbs share: a source with what is known of it, the engine, progress on a terminal, the clock of work done."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import STEMS
from rightsdesk.generation.builtin import BuiltinEngine
from rightsdesk.generation.cache import Cache
from rightsdesk.generation.contract import Engine, OnProgress, Source, SourceFacts
from rightsdesk.generation.neural import Checkpoint, NeuralSeparator


def add_source(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file", type=Path)
    verb.add_argument("--bpm", type=float, help="the known tempo; it wins over the measured one")
    verb.add_argument("--key", help='the known key, such as "F major"')
    verb.add_argument("--downbeat", type=float, help="the known first downbeat, in seconds")
    verb.add_argument("--json", action="store_true", help="one line of JSON and nothing else")


def add_stems(verb: argparse.ArgumentParser) -> None:
    words = f"a stem of the source in a file of its own: {', '.join(STEMS)}; may be given again"
    verb.add_argument("--stem", action="append", default=[], metavar="NAME=FILE", help=words)


def add_engine(verb: argparse.ArgumentParser) -> None:
    """The built-in engine, alone or with the operator's own trained separator."""
    verb.add_argument("--engine", choices=("builtin", "neural"), default="builtin")
    words = "a folder for what is learned of sources, so that later renders are faster (or RIGHTSDESK_GENERATION_CACHE)"
    verb.add_argument("--cache", type=Path, default=os.environ.get("RIGHTSDESK_GENERATION_CACHE"), help=words)
    neural = verb.add_argument_group("for --engine neural")
    neural.add_argument("--checkpoint", type=Path, help="a Demucs model in a safetensors file")
    neural.add_argument("--checkpoint-sha256", help="the SHA-256 that file must have")
    neural.add_argument("--checkpoint-licence", help="the licence the weights are used under")
    neural.add_argument(
        "--checkpoint-training", default="not stated", help="what is known of the training data"
    )
    neural.add_argument(
        "--allow-pickle", action="store_true", help="a pickle runs its author's code when it is read"
    )


def source_of(asked: argparse.Namespace) -> Source:
    """Raises Invalid("unknown_stem") and FileNotFoundError."""
    known = SourceFacts(bpm=asked.bpm, key=asked.key, downbeat_s=asked.downbeat)
    second = getattr(asked, "second", None)
    stems = dict(_stem(word) for word in getattr(asked, "stem", ()))
    return Source(asked.file, known, stems, Source(second) if second else None)


def engine_of(asked: argparse.Namespace) -> Engine:
    """Raises Invalid for a checkpoint that is not what was said of it."""
    cache = Cache(Path(asked.cache)) if asked.cache else None
    return BuiltinEngine(_neural(asked) if asked.engine == "neural" else None, cache)


def _neural(asked: argparse.Namespace) -> NeuralSeparator:
    if not (asked.checkpoint and asked.checkpoint_sha256 and asked.checkpoint_licence):
        raise Invalid(
            "checkpoint_unnamed",
            "--engine neural needs --checkpoint, --checkpoint-sha256 and --checkpoint-licence.",
        )
    pinned, licence, training = asked.checkpoint_sha256, asked.checkpoint_licence, asked.checkpoint_training
    return NeuralSeparator(
        Checkpoint(asked.checkpoint, pinned, licence, training, allow_pickle=asked.allow_pickle)
    )


def on_progress(asked: argparse.Namespace) -> OnProgress:
    return _show if sys.stderr.isatty() and not asked.json else _keep_quiet


def cpu_seconds() -> float:
    """Processor time of this process and of all that it has started."""
    usages = (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _stem(word: str) -> tuple[str, Path]:
    name, _, file = word.partition("=")
    if name not in STEMS or not file:
        raise Invalid("unknown_stem", f"A stem is given as NAME=FILE; the names are: {', '.join(STEMS)}.")
    return name, Path(file)


def _show(fraction: float, words: str) -> None:
    print(f"\r{fraction:4.0%} {words:<30}", end="" if fraction < 1 else "\n", file=sys.stderr, flush=True)


def _keep_quiet(fraction: float, words: str) -> None:
    del fraction, words

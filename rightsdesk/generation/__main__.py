"""The command line of the generation service, for anyone with an audio file: no account, no database, no network.
`python -m rightsdesk.generation analyse|render FILE … --json`."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any

from rightsdesk.domain.errors import Invalid, Refusal
from rightsdesk.domain.prompts import Understanding, understand
from rightsdesk.domain.recipe import Recipe, recipe_hash, to_json
from rightsdesk.domain.styles import STYLES, preset
from rightsdesk.generation.builtin import engine
from rightsdesk.generation.contract import Analysis, SourceFacts

_SUFFIXES = {".flac": "master", ".opus": "delivery"}


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: refused or failed its self-check, said in one sentence; 2: used wrongly."""
    asked = _parser().parse_args(arguments)
    try:
        answer: dict[str, Any] = asked.verb(asked)
    except Refusal as refusal:
        return _refused(refusal, asked.json)
    except FileNotFoundError as missing:
        return _refused(Invalid("file_not_found", f"There is no file {missing.filename}."), asked.json)
    print(json.dumps(answer, ensure_ascii=False, indent=None if asked.json else 2))
    return 0 if not answer.get("self_check") else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rightsdesk.generation", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="analyse|render")
    analyse = verbs.add_parser("analyse", help="measure tempo, key, downbeat, loudness")
    analyse.set_defaults(verb=_analyse)
    render = verbs.add_parser("render", help="make a remix from a prompt or a style")
    render.set_defaults(verb=_render)
    wish = render.add_mutually_exclusive_group(required=True)
    wish.add_argument("--prompt", help='such as "slow lo-fi, pitch down two semitones"')
    wish.add_argument("--style", choices=tuple(STYLES))
    render.add_argument("--seed", type=int, default=0, help="the same seed gives the same bytes (default 0)")
    render.add_argument("--out", type=Path, required=True, help="where to write: .flac or .opus")
    for verb in (analyse, render):
        verb.add_argument("file", type=Path)
        verb.add_argument(
            "--bpm", type=float, help="the known tempo, if there is one; it wins over the measured one"
        )
        verb.add_argument("--key", help='the known key, such as "F major"')
        verb.add_argument("--downbeat", type=float, help="the known first downbeat, in seconds")
        verb.add_argument("--json", action="store_true", help="one line of JSON and nothing else")
    return parser


def _analyse(asked: argparse.Namespace) -> dict[str, Any]:
    started = _cpu_seconds()
    facts = engine().analyse(asked.file, _known(asked))
    return {**analysis_json(facts), "cpu_s": round(_cpu_seconds() - started, 2)}


def analysis_json(facts: Analysis) -> dict[str, Any]:
    """Each measured fact as {value, confidence}; what is measured exactly has a confidence of 1."""
    sure = {
        "tempo_bpm": facts.tempo_confidence,
        "downbeat_s": facts.downbeat_confidence,
        "key": facts.key_confidence,
        "lufs": 1.0,
        "true_peak_dbtp": 1.0,
    }
    measured = {name: {"value": getattr(facts, name), "confidence": value} for name, value in sure.items()}
    return {**measured, "beat_steady": facts.beat_steady, "duration_s": facts.duration_s}


def _render(asked: argparse.Namespace) -> dict[str, Any]:
    started, target = _cpu_seconds(), asked.out
    if target.suffix not in _SUFFIXES:
        raise Invalid("unknown_format", "The output's name must end in .flac or .opus.")
    understanding = understand(asked.prompt) if asked.prompt is not None else None
    recipe = _wanted(understanding, asked.style)
    with tempfile.TemporaryDirectory(prefix="rightsdesk-render-") as folder:
        progress = _show if sys.stderr.isatty() and not asked.json else _keep_quiet
        known = _known(asked)
        rendered = engine().render(recipe, asked.file, {}, asked.seed, Path(folder), known, progress)
        made = getattr(rendered, _SUFFIXES[target.suffix])
        if made is not None:
            shutil.move(made, target)
    answer = {
        f.name: getattr(rendered, f.name) for f in fields(rendered) if f.name not in ("master", "delivery")
    }
    return {
        "recipe": to_json(recipe),
        "recipe_sha256": recipe_hash(recipe),
        **_understood(understanding),
        **answer,
        "seed": asked.seed,
        "out": str(target) if made is not None else None,
        "cpu_s": round(_cpu_seconds() - started, 2),
    }


def _wanted(understanding: Understanding | None, style: str) -> Recipe:
    if understanding is None:
        return preset(style)
    if understanding.recipe is None:
        near = ", ".join(understanding.nearest)
        facts = {
            "nearest_presets": list(understanding.nearest),
            "unsupported": list(understanding.not_understood),
        }
        raise Invalid(
            "prompt_not_understood", f"Nothing in the prompt was understood. Try one of: {near}.", facts
        )
    return understanding.recipe


def _understood(understanding: Understanding | None) -> dict[str, list[str]]:
    if understanding is None:
        return {"understood": [], "unsupported": [], "nearest_presets": [], "named_artists": []}
    return {
        "understood": list(understanding.understood),
        "unsupported": list(understanding.not_understood),
        "nearest_presets": list(understanding.nearest),
        "named_artists": list(understanding.named_artists),
    }


def _known(asked: argparse.Namespace) -> SourceFacts:
    return SourceFacts(bpm=asked.bpm, key=asked.key, downbeat_s=asked.downbeat)


def _refused(refusal: Refusal, as_json: bool) -> int:
    problem = {"error": {"code": refusal.code, "message": refusal.message, "facts": refusal.facts}}
    print(
        json.dumps(problem, ensure_ascii=False) if as_json else refusal.message,
        file=sys.stdout if as_json else sys.stderr,
    )
    return 1


def _show(fraction: float, words: str) -> None:
    print(f"\r{fraction:4.0%} {words:<30}", end="" if fraction < 1 else "\n", file=sys.stderr, flush=True)


def _keep_quiet(fraction: float, words: str) -> None:
    del fraction, words


def _cpu_seconds() -> float:
    usages = (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    sys.exit(main())

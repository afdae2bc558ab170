"""`render FILE --prompt|--style|--recipe … --out FILE`: one remix, and everything that is to be said about it."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.prompts import Understanding, understand
from rightsdesk.domain.recipe import Recipe, from_json, recipe_hash, to_json
from rightsdesk.domain.styles import STYLES, preset
from rightsdesk.generation.commands import common
from rightsdesk.generation.contract import FORMATS, Rendered


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    verb = subparsers.add_parser("render", help="make a remix from a prompt, a style or a recipe")
    wish = verb.add_mutually_exclusive_group(required=True)
    wish.add_argument("--prompt", help='such as "slow lo-fi with rain, pitch down two semitones"')
    wish.add_argument("--style", choices=tuple(STYLES))
    wish.add_argument("--recipe", type=Path, help="a file with a recipe as JSON")
    verb.add_argument("--with", dest="second", type=Path, metavar="FILE", help="the other song of a mashup")
    verb.add_argument("--seed", type=int, default=0, help="the same seed gives the same bytes (default 0)")
    names = ", ".join(f".{each}" for each in FORMATS)
    verb.add_argument("--out", type=Path, required=True, help=f"where to write; the name ends in {names}")
    common.add_source(verb)
    common.add_stems(verb)
    common.add_engine(verb)
    verb.set_defaults(verb=run)


def run(asked: argparse.Namespace) -> dict[str, Any]:
    started = common.cpu_seconds()
    suffix = asked.out.suffix.removeprefix(".")
    if suffix not in FORMATS:
        raise Invalid("unknown_format", f"The output's name must end in one of: .{', .'.join(FORMATS)}.")
    understanding = _understanding(asked)
    recipe = _wanted(asked, understanding)
    rendered, sha256 = _rendered(asked, recipe, suffix)
    return {
        "recipe": to_json(recipe),
        "recipe_sha256": recipe_hash(recipe),
        **_understood(understanding),
        **_said(rendered),
        "seed": asked.seed,
        "sha256": sha256,
        "out": str(asked.out) if sha256 else None,
        "cpu_s": round(common.cpu_seconds() - started, 2),
    }


def _rendered(asked: argparse.Namespace, recipe: Recipe, suffix: str) -> tuple[Rendered, str | None]:
    """The render, and the hash of the file that lies at --out now; none when the self-check failed."""
    source, engine = common.source_of(asked), common.engine_of(asked)
    with tempfile.TemporaryDirectory(prefix="rightsdesk-render-") as folder:
        progress = common.on_progress(asked)
        rendered = engine.render(recipe, source, asked.seed, Path(folder), (suffix,), progress)
        if suffix not in rendered.files:
            return rendered, None
        with rendered.files[suffix].open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        shutil.move(rendered.files[suffix], asked.out)
    return rendered, sha256


def _said(rendered: Rendered) -> dict[str, Any]:
    return {
        "recipe_settled": to_json(rendered.recipe),
        "pcm_sha256": rendered.pcm_sha256,
        "steps": rendered.steps,
        "disclosure": rendered.disclosure,
        "metrics": rendered.metrics,
        "self_check": rendered.self_check,
    }


def _understanding(asked: argparse.Namespace) -> Understanding | None:
    if asked.prompt is None:
        return None
    return understand(asked.prompt, second_song=asked.second is not None)


def _wanted(asked: argparse.Namespace, understanding: Understanding | None) -> Recipe:
    if asked.recipe is not None:
        return _from_file(asked.recipe)
    if understanding is None:
        return preset(asked.style)
    if understanding.recipe is None:
        near = ", ".join(understanding.nearest)
        facts = {
            "nearest_presets": list(understanding.nearest),
            "unsupported": list(understanding.not_understood),
            "because": dict(understanding.because),
        }
        message = f"Nothing in the prompt was understood. Try one of: {near}."
        raise Invalid("prompt_not_understood", message, facts)
    return understanding.recipe


def _from_file(path: Path) -> Recipe:
    try:
        return from_json(json.loads(path.read_bytes()))
    except ValueError as problem:
        raise Invalid("recipe_invalid", f"The recipe is not JSON: {problem}.") from None


def _understood(understanding: Understanding | None) -> dict[str, Any]:
    """`because`: why a wish that the desk knows cannot be had."""
    names = {"understood": "understood", "unsupported": "not_understood"}
    names |= {"nearest_presets": "nearest", "named_artists": "named_artists"}
    said: dict[str, Any] = {name: list(getattr(understanding, field, ())) for name, field in names.items()}
    return {**said, "because": dict(understanding.because) if understanding else {}}

"""`separate FILE --out DIR`: the stems as WAV files, and by which method and of which grade they are."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rightsdesk.domain.recipe import STEMS
from rightsdesk.generation.commands import common


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    verb = subparsers.add_parser("separate", help="take a recording apart: vocals, drums, bass, other")
    common.add_source(verb)
    common.add_stems(verb)
    common.add_engine(verb)
    verb.add_argument("--out", type=Path, required=True, help="the folder to write <stem>.wav into")
    verb.add_argument("--stems", nargs="+", choices=STEMS, default=STEMS, help="only these")
    verb.set_defaults(verb=run)


def run(asked: argparse.Namespace) -> dict[str, Any]:
    started = common.cpu_seconds()
    engine, source = common.engine_of(asked), common.source_of(asked)
    asked.out.mkdir(parents=True, exist_ok=True)
    apart = engine.separate(source, asked.stems, asked.out, common.on_progress(asked))
    return {
        "stems": {name: str(path) for name, path in apart.files.items()},
        "method": apart.method,
        "grade": apart.grade,
        "steps": [dict(step) for step in apart.steps],
        "cpu_s": round(common.cpu_seconds() - started, 2),
    }

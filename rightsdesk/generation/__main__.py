"""The command line of the generation service, for anyone with an audio file: no account, no database, no network.
`python -m rightsdesk.generation analyse|render|separate FILE … --json`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from rightsdesk.domain.errors import Invalid, Refusal
from rightsdesk.generation import commands


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
    verbs = parser.add_subparsers(required=True, metavar="|".join(commands.VERBS))
    for each in commands.all_verbs():
        each.add(verbs)
    return parser


def _refused(refusal: Refusal, as_json: bool) -> int:
    problem = {"error": {"code": refusal.code, "message": refusal.message, "facts": refusal.facts}}
    print(
        json.dumps(problem, ensure_ascii=False) if as_json else refusal.message,
        file=sys.stdout if as_json else sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())

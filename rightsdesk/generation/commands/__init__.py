"""The verbs of the command line: one module each, with `add(subparsers)` that sets its `verb`: arguments in, JSON out."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any, Protocol

VERBS = ("analyse", "render", "separate", "verify", "serve")


class Verb(Protocol):
    def add(self, subparsers: argparse._SubParsersAction[Any]) -> None: ...


def all_verbs() -> list[Verb]:
    modules: list[Any] = [import_module(f"{__name__}.{name}") for name in VERBS]
    return modules

"""`analyse FILE`: tempo, key, downbeat, loudness and sections, each with how sure that is."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from rightsdesk.generation.commands import common
from rightsdesk.generation.contract import Analysis


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    verb = subparsers.add_parser("analyse", help="measure tempo, key, downbeat, loudness, sections")
    common.add_source(verb)
    common.add_engine(verb)
    verb.set_defaults(verb=run)


def run(asked: argparse.Namespace) -> dict[str, Any]:
    started = common.cpu_seconds()
    facts = common.engine_of(asked).analyse(common.source_of(asked))
    return {**analysis_json(facts), "cpu_s": round(common.cpu_seconds() - started, 2)}


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
    sections = [asdict(section) for section in facts.sections]
    return {
        **measured,
        "beat_steady": facts.beat_steady,
        "sections": sections,
        "duration_s": facts.duration_s,
    }

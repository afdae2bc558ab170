"""The versions of what does the work, for the record of each render."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from rightsdesk.engines.audio_process import run


@cache
def numeric_tools() -> str:
    return f"numpy {version('numpy')}, scipy {version('scipy')}"


@cache
def rubberband() -> str:
    answer = run(["rubberband", "--version"], seconds=10)
    return "rubberband " + (answer.output + answer.errors).strip().splitlines()[-1]


@cache
def ffmpeg() -> str:
    return " ".join(run(["ffmpeg", "-version"], seconds=10).output.split()[:3]).replace(" version", "")


def all_tools() -> dict[str, str]:
    """Every tool by what it does."""
    return {
        "numeric": numeric_tools(),
        "stretch": rubberband(),
        "coding": f"{ffmpeg()}, soundfile {version('soundfile')}",
        "loudness": f"pyloudnorm {version('pyloudnorm')}",
    }

"""The self-check of a file that somebody else made: nothing is known of how, only the source and the settled recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Arrange, Echo, Groove, Mashup, Recipe, Reverb
from rightsdesk.engines.audio import decode, loudness, pcm_hash
from rightsdesk.generation import effects
from rightsdesk.generation.contract import FORMATS, Request, Source, Unsupported
from rightsdesk.generation.planning import plan
from rightsdesk.generation.rendering import groove
from rightsdesk.generation.rendering.hearing import Heard, heard
from rightsdesk.generation.rendering.reading import loudness_of, pitch_of, ratio_of, the
from rightsdesk.generation.selfcheck.check import DURATION_TOLERANCE_S, Asked, check
from rightsdesk.generation.selfcheck.likeness import Likeness, likeness
from rightsdesk.generation.selfcheck.promises import LUFS_TOLERANCE, MOST_TRUE_PEAK

_MOST_SECONDS = 2400.0
_ABOUT, _ABOUT_LEAST_S = 0.15, 6.0
_NOT_KNOWN = "the stems the engine used are not known"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was heard in a set of files; `pcm_sha256` of the best of them."""

    metrics: dict[str, Any]
    failures: list[str]
    pcm_sha256: str


def judge(source: Source, recipe: Recipe, files: Mapping[str, Path]) -> Judgement:
    """All files of one render, by format: the best one against the source, the others for level and length.
    Raises Invalid for what cannot be read."""
    best, *others = sorted(files, key=FORMATS.index)
    of = heard(source, None)
    planned = plan(Request(recipe, of.facts, heard(source.second, None).facts if source.second else None))
    if isinstance(planned, Unsupported):
        raise Invalid(planned.code, planned.message, planned.facts)
    audio, asked = decode(files[best], max_seconds=_MOST_SECONDS), _asked(planned, of)
    metrics, failed = check(audio, asked)
    for each in others:
        failed += [f"{each}: {words}" for words in _level_failures(files[each], audio.seconds, asked.lufs)]
    return Judgement(metrics, failed, pcm_hash(audio))


def _level_failures(path: Path, seconds: float, lufs: float) -> list[str]:
    """What a coded form of the same render may not do: be louder, higher or shorter than the render."""
    audio = decode(path, max_seconds=_MOST_SECONDS)
    level = loudness(audio)
    checks = (
        (f"Loudness is {level.lufs:.2f} LUFS.", abs(level.lufs - lufs) > LUFS_TOLERANCE),
        (f"True peak is {level.true_peak_dbtp:.2f} dBTP.", level.true_peak_dbtp > MOST_TRUE_PEAK),
        (f"It lasts {audio.seconds:.2f} s.", abs(audio.seconds - seconds) > DURATION_TOLERANCE_S),
    )
    return [words for words, failed in checks if failed]


def of_file(path: Path, recipe: Recipe, source: Source) -> tuple[dict[str, Any], list[str]]:
    """Metrics, and the promises that were not kept. Raises Invalid when the file or the source cannot be read."""
    audio = decode(path, max_seconds=_MOST_SECONDS)
    return check(audio, _asked(recipe, heard(source, None)))


def _asked(recipe: Recipe, of: Heard) -> Asked:
    arranged = the(Arrange, recipe)
    seconds = arranged.seconds if arranged else of.facts.duration_s
    if arranged and arranged.form == "radio":
        seconds = min(seconds, of.facts.duration_s)
    elif arranged and arranged.form == "extended":
        seconds = max(seconds, of.facts.duration_s)
    return Asked(
        ratio=ratio_of(recipe),
        semitones=pitch_of(recipe).semitones,
        lufs=loudness_of(recipe).lufs,
        duration_s=seconds / ratio_of(recipe) + _tail(recipe, of),
        source=of.facts,
        likeness=_likeness(recipe, of),
        energy_left_reason=_NOT_KNOWN,
        in_order=arranged is None and the(Mashup, recipe) is None,
        duration_tolerance_s=max(_ABOUT_LEAST_S, _ABOUT * seconds) if arranged else DURATION_TOLERANCE_S,
    )


def _tail(recipe: Recipe, of: Heard) -> float:
    beat_s = 60.0 / (of.facts.tempo_bpm * ratio_of(recipe)) if of.facts.tempo_bpm else 0.5
    return sum(effects.tail_seconds(o, beat_s) for o in recipe.operations if isinstance(o, Reverb | Echo))


def _likeness(recipe: Recipe, of: Heard) -> Likeness:
    alike, operation = likeness(of.take_audio()), the(Groove, recipe)
    if operation is None:
        return alike
    points = groove.anchors(of.grid.beats, alike.onsets, operation, ratio_of(recipe))
    onsets = groove.even_time(alike.onsets, points, ratio_of(recipe))
    return Likeness(onsets, alike.pitch_energy, alike.chroma)

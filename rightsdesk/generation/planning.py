"""What can be done with a source before any sound is made: a tempo in BPM is settled; a grid on a beat that is not
steady, a second song that is missing or too far away, a harmony to no voice are refused."""

from __future__ import annotations

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Arrange, Bpm, Drums, Groove, Harmony, Mashup, Pad, Recipe, resolve
from rightsdesk.generation.contract import Analysis, Request, Unsupported
from rightsdesk.generation.listening.tempo import STEADY_CONFIDENCE
from rightsdesk.generation.rendering import mashup
from rightsdesk.generation.rendering.arrange import LEAST_BARS
from rightsdesk.generation.rendering.reading import the, wanted_stems

ON_GRID = (Arrange, Bpm, Drums, Groove, Mashup, Pad)


def plan(request: Request) -> Recipe | Unsupported:
    """The recipe with every open value settled, or why it cannot be done."""
    recipe, analysis = request.recipe, request.analysis
    refusal = (
        _unsteady(recipe, analysis) or _too_short(recipe, analysis) or _voiceless(recipe) or _apart(request)
    )
    if refusal is not None:
        return refusal
    if not any(isinstance(o, Bpm) for o in recipe.operations):
        return recipe
    try:
        return resolve(recipe, analysis.tempo_bpm)
    except Invalid as problem:
        return Unsupported("tempo_out_of_range", problem.message, {"source_bpm": analysis.tempo_bpm})


def _unsteady(recipe: Recipe, analysis: Analysis, whose: str = "this recording") -> Unsupported | None:
    wanted = [o.kind for o in recipe.operations if isinstance(o, ON_GRID)]
    if not wanted or analysis.beat_steady:
        return None
    message = f"The beat of {whose} is not steady enough for: {', '.join(wanted)}."
    facts = {"tempo_confidence": analysis.tempo_confidence, "least": STEADY_CONFIDENCE, "operations": wanted}
    return Unsupported("beat_unsteady", message, facts)


def _too_short(recipe: Recipe, analysis: Analysis) -> Unsupported | None:
    if the(Arrange, recipe) is None:
        return None
    bars = int((analysis.duration_s - analysis.downbeat_s) * analysis.tempo_bpm / 240.0)
    if bars >= LEAST_BARS:
        return None
    message = f"The recording has fewer than {LEAST_BARS} whole bars to arrange."
    return Unsupported("too_few_bars", message, {"bars": bars, "least": LEAST_BARS})


def _voiceless(recipe: Recipe) -> Unsupported | None:
    muted = wanted_stems(recipe).get("vocals", 0.0) is None
    if the(Harmony, recipe) is None or not muted:
        return None
    return Unsupported(
        "harmony_without_vocals", "A harmony doubles the vocals, and the vocals are taken out."
    )


def _apart(request: Request) -> Unsupported | None:
    """Why two songs cannot be brought together."""
    if the(Mashup, request.recipe) is None:
        return None
    if request.second is None:
        return Unsupported("second_source_missing", "A mashup needs a second recording.")
    unsteady = _unsteady(request.recipe, request.second, "the second recording")
    if unsteady is not None:
        return unsteady
    found = mashup.match(request.analysis, request.second)
    if mashup.possible(found):
        return None
    tempos = {"first_bpm": request.analysis.tempo_bpm, "second_bpm": request.second.tempo_bpm}
    words = f"The tempos of the two recordings lie more than {mashup.MOST_TEMPO_CHANGE:.0%} apart."
    return Unsupported("tempos_too_far_apart", words, {**tempos, "ratio": found.ratio})

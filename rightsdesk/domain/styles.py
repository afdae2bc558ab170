"""The presets a prompt or a door may name, each a list of recipe operations. How they sound is the engine's business."""

from __future__ import annotations

from rightsdesk.domain.recipe import (
    Drums,
    Fade,
    Filter,
    Loudness,
    Operation,
    Pitch,
    Recipe,
    Reverb,
    Stem,
    Tempo,
)

MASTER = Loudness(-14.0)
# Kept inside a tempo ratio of 0.8 to 1.25 and +-3 semitones, the conditions artists most often set.
STYLES: dict[str, tuple[Operation, ...]] = {
    "lofi": (
        Tempo(0.9),
        Filter("lowpass", 4500.0),
        Filter("highpass", 70.0),
        Reverb(0.12, 1.2),
        Drums("lofi", -9.0),
        Fade(0.5, 2.0),
    ),
    "slowed": (Tempo(0.85), Pitch(-2.0), Reverb(0.3, 3.0), Fade(0.5, 3.0)),
    "nightcore": (Tempo(1.25), Pitch(3.0), Filter("highpass", 60.0)),
    "house": (Filter("highpass", 40.0), Reverb(0.1, 1.0), Drums("house", -7.0), Fade(0.0, 2.0)),
    "dnb": (Filter("highpass", 60.0), Drums("dnb", -7.0), Fade(0.0, 2.0)),
    "rock": (Filter("highpass", 50.0), Drums("rock", -7.0)),
    "acoustic": (Stem("drums", None), Filter("highpass", 60.0), Reverb(0.15, 1.4), Fade(0.5, 2.0)),
    "karaoke": (Stem("vocals", None),),
    "acapella": (Stem("drums", None), Stem("bass", None), Stem("other", None)),
}


def preset(style: str) -> Recipe:
    """The recipe of a named style. Raises KeyError for a name that is not in STYLES."""
    return Recipe((*STYLES[style], MASTER), style)

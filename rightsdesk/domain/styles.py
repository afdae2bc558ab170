"""The presets a prompt or a door may name, each a list of recipe operations. How they sound is the engine's business."""

from __future__ import annotations

from rightsdesk.domain.recipe import (
    Ambience,
    Arrange,
    Drums,
    Echo,
    Fade,
    Filter,
    Groove,
    Loudness,
    Motion,
    Operation,
    Pad,
    Pitch,
    Recipe,
    Reverb,
    Saturation,
    Stem,
    Tape,
    Tempo,
)

MASTER = Loudness(-14.0)
# Kept inside a tempo ratio of 0.8 to 1.25 and +-3 semitones, the conditions artists most often set.
STYLES: dict[str, tuple[Operation, ...]] = {
    "lofi": (
        Tempo(0.9),
        Groove(0.25, 0.6),
        Filter("lowpass", 6500.0),
        Filter("highpass", 60.0),
        Reverb(0.12, 1.2),
        Drums("lofi", -8.0),
        Ambience("vinyl", -22.0),
        Saturation(3.0),
        Tape(0.4),
        Fade(0.5, 2.5),
    ),
    "slowed": (Tempo(0.85), Pitch(-2.0), Reverb(0.3, 3.0), Fade(0.5, 3.0)),
    "nightcore": (Tempo(1.25), Pitch(3.0), Filter("highpass", 60.0)),
    "house": (
        Groove(0.0, 0.8),
        Filter("highpass", 40.0),
        Reverb(0.1, 1.0),
        Pad("warm", -18.0),
        Drums("house", -6.0),
        Fade(0.0, 2.0),
    ),
    "dnb": (
        Groove(0.0, 0.6),
        Filter("highpass", 60.0),
        Echo(0.75, 0.3, 0.12),
        Drums("dnb", -6.0),
        Fade(0.0, 2.0),
    ),
    "trap": (
        Tempo(0.95),
        Pitch(-1.0),
        Filter("lowpass", 9000.0),
        Echo(0.75, 0.35, 0.14),
        Reverb(0.16, 2.0),
        Drums("trap", -5.0),
        Fade(0.0, 2.5),
    ),
    "reggaeton": (
        Groove(0.0, 0.7),
        Filter("highpass", 40.0),
        Drums("reggaeton", -6.0),
        Saturation(2.0),
        Fade(0.0, 2.0),
    ),
    "bossa": (
        Stem("drums", None),
        Filter("lowpass", 10_000.0),
        Reverb(0.12, 1.3),
        Pad("keys", -16.0),
        Drums("bossa", -10.0),
        Fade(0.5, 2.5),
    ),
    "disco": (
        Groove(0.0, 0.8),
        Filter("highpass", 40.0),
        Pad("strings", -15.0),
        Drums("disco", -6.0),
        Fade(0.0, 2.0),
    ),
    "rock": (Filter("highpass", 50.0), Drums("rock", -7.0), Saturation(6.0), Fade(0.0, 1.0)),
    "acoustic": (Stem("drums", None), Filter("highpass", 60.0), Reverb(0.15, 1.4), Fade(0.5, 2.0)),
    "karaoke": (Stem("vocals", None),),
    "acapella": (
        Stem("drums", None),
        Stem("bass", None),
        Stem("other", None),
        Filter("highpass", 90.0),
        Reverb(0.06, 1.0),
    ),
    "8d": (Reverb(0.2, 1.8), Motion(8.0, 0.9), Fade(0.5, 2.0)),
    "radio-edit": (Arrange("radio", 180.0), Fade(0.0, 4.0)),
}


def preset(style: str) -> Recipe:
    """The recipe of a named style. Raises KeyError for a name that is not in STYLES."""
    return Recipe((*STYLES[style], MASTER), style)

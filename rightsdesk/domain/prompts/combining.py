"""Two wishes about the same thing: one operation for both, or a contradiction; and whether a no speaks of what is there."""

from __future__ import annotations

from rightsdesk.domain.prompts.lexicon.added import ANY_DRUMS, ANY_PAD
from rightsdesk.domain.recipe import (
    Ambience,
    Arrange,
    Bpm,
    Drums,
    Echo,
    Fade,
    Filter,
    Operation,
    Pad,
    Pitch,
    Reverb,
    Saturation,
    Stem,
    Tape,
    Tempo,
)


def same_way(there: Operation, unwanted: Operation) -> bool:
    """Whether what is there is what somebody does not want: slower is not faster, a muted voice is not a louder one."""
    if isinstance(there, Tempo) and isinstance(unwanted, Tempo):
        return (there.ratio > 1) == (unwanted.ratio > 1)
    if isinstance(there, Pitch) and isinstance(unwanted, Pitch):
        return (there.semitones > 0) == (unwanted.semitones > 0)
    if isinstance(there, Stem) and isinstance(unwanted, Stem):
        return (there.gain_db is None) == (unwanted.gain_db is None)
    if isinstance(there, Drums) and isinstance(unwanted, Drums):
        return unwanted == ANY_DRUMS or there.pattern == unwanted.pattern
    if isinstance(there, Pad | Ambience) and isinstance(unwanted, Pad | Ambience):
        return unwanted == ANY_PAD or there.sound == unwanted.sound
    return True


def both(before: Operation | None, now: Operation) -> Operation | None:
    """One operation for two wishes about the same thing; None when they contradict each other."""
    if before is None or before == now or before in (ANY_DRUMS, ANY_PAD):
        return now
    if now in (ANY_DRUMS, ANY_PAD):
        return before
    if isinstance(before, Bpm | Tempo) and isinstance(now, Bpm | Tempo):
        return _both_tempos(before, now)
    if isinstance(before, Arrange) and isinstance(now, Arrange):
        return before if before.form == now.form else None
    return _stronger(before, now)


def _both_tempos(before: Bpm | Tempo, now: Bpm | Tempo) -> Operation | None:
    """ "slow it down to 80 bpm" is one wish; so is "slow, really slow"."""
    if isinstance(before, Bpm):
        return before if isinstance(now, Tempo) else None
    if isinstance(now, Bpm):
        return now
    if (before.ratio > 1) != (now.ratio > 1):
        return None
    return max(before, now, key=lambda tempo: abs(tempo.ratio - 1))


def _stronger(before: Operation, now: Operation) -> Operation | None:
    match before, now:
        case Pitch(), Pitch() if before.semitones * now.semitones > 0:
            return max(before, now, key=lambda pitch: abs(pitch.semitones))
        case Reverb(), Reverb():
            return max(before, now, key=lambda room: room.mix)
        case Echo(), Echo():
            return max(before, now, key=lambda each: each.mix)
        case Filter(), Filter():
            deeper = min if now.shape == "lowpass" else max
            return deeper(before, now, key=lambda each: each.hz)
        case Saturation(), Saturation():
            return max(before, now, key=lambda each: each.drive_db)
        case Tape(), Tape():
            return max(before, now, key=lambda each: each.depth)
        case Fade(), Fade():
            return Fade(max(before.in_s, now.in_s), max(before.out_s, now.out_s))
    return None

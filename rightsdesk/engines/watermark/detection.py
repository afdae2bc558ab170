"""Read a mark: listen, find where a key's pilots may lie, settle finely, read, and accept only what is beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rightsdesk.engines.audio_samples import Audio
from rightsdesk.engines.watermark import judging, search
from rightsdesk.engines.watermark.features import Heard, heard, turns
from rightsdesk.engines.watermark.pattern import Pattern, pattern
from rightsdesk.engines.watermark.search import Place
from rightsdesk.engines.watermark.settling import settled

LONGEST_SECONDS = 60.0
SHORTEST_SECONDS = 5.0
_WORTH_READING = 5.5
"""Standard deviations of the pilots below which reading is a waste of time; whether a read is believed is `judging`'s."""


@dataclass(frozen=True, slots=True)
class Found:
    """`key` is the place of the key among those tried; `confidence` the whole pattern's score in standard deviations;
    `tempo_ratio` how many times as fast as when it was marked; `bits_wrong` of the code's 384 bits."""

    payload: int
    key: int
    confidence: float
    tempo_ratio: float
    bits_wrong: int


def detect(audio: Audio, keys: Sequence[bytes]) -> Found | None:
    """The mark of one of `keys`, or None. Looks at the middle minute of what is longer."""
    if not keys or audio.seconds < SHORTEST_SECONDS:
        return None
    sound, patterns = heard(_middle(audio)), [pattern(key) for key in keys]
    unmoved = [[place] for place in search.whole(sound, patterns)]
    found = _first_read(sound, patterns, unmoved)
    return found or _first_read(sound, patterns, search.places(sound, patterns))


def _middle(audio: Audio) -> Audio:
    most = int(LONGEST_SECONDS * audio.rate)
    first = max(0, (audio.frames - most) // 2)
    return Audio(audio.samples[first : first + most], audio.rate)


def _first_read(sound: Heard, patterns: Sequence[Pattern], likely: Sequence[Sequence[Place]]) -> Found | None:
    for number, (own, places) in enumerate(zip(patterns, likely, strict=True)):
        for place in places:
            found = _read(sound, own, place, number) if place.score >= search.LIKELY else None
            if found:
                return found
    return None


def _read(sound: Heard, own: Pattern, place: Place, number: int) -> Found | None:
    for fine, cells in settled(turns(sound, place.pitch), own, place):
        answer = judging.read(own, cells) if fine.score >= _WORTH_READING else None
        if answer:
            payload, score, wrong = answer
            return Found(payload, number, score, fine.tempo, wrong)
    return None

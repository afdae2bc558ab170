"""Presets near to words that are no preset: moods, occasions and kinds of music people ask for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from rightsdesk.domain.styles import STYLES

NEAR = {
    "techno edm trance dance dancing electro electronic electronique danser rave": ("house", "dnb"),
    "party fete soiree upbeat energetic energique energy hype gym workout running sport bouncy groovy": ("house", "disco"),
    "jazz jazzy samba latin latino lounge smooth soul": ("bossa", "lofi"),
    "reggae salsa afrobeat afrobeats dancehall amapiano zouk kompa cumbia afro": ("reggaeton", "bossa"),
    "metal punk grunge hardrock emo guitar guitare": ("rock",),
    "funk funky motown synthwave retrowave boogie happy joyeux joyeuse eighties seventies 70 80 90 annees": ("disco", "house"),
    "country folk classical classique piano orchestral ballad ballade intimate intime": ("acoustic",),
    "phonk drill rap hip grime crunk gangsta": ("trap", "lofi"),
    "chill chilled chilling calm calme relax relaxed relaxing relaxant zen cozy study studying etudier dormir sleep sleepy"
    " peaceful tranquille vintage retro nostalgic nostalgique old ancien vieux oldschool": ("lofi", "slowed"),
    "sad triste sadder melancholic melancolique emotional moody dark sombre vaporwave ambient screwed chopped": ("slowed", "lofi"),
    "anime kawaii hyperpop cute hyper": ("nightcore",),
    "dubstep breakbeat garage ukg": ("dnb", "trap"),
    "surround stereo wider 3d atmos binaural headphones casque": ("8d",),
    "clean shorter tiktok reels": ("radio-edit",),
    "sing chanter lyrics paroles": ("karaoke",),
}  # fmt: skip
_BY_WORD = {word: presets for words, presets in NEAR.items() for word in words.split()}
DEFAULT = ("lofi", "slowed", "acoustic")
MOST = 3


def nearest(phrases: Iterable[str]) -> tuple[str, ...]:
    """At most three presets near to phrases that were not understood, the first phrase's first."""
    words = [word for phrase in phrases for word in phrase.split()[:10]]
    found = [preset for word in words for preset in _near(word) if preset in STYLES]
    return tuple(dict.fromkeys(found))[:MOST]


def _near(word: str) -> tuple[str, ...]:
    if word in _BY_WORD:
        return _BY_WORD[word]
    return tuple(difflib.get_close_matches(word, STYLES, n=1, cutoff=0.75))

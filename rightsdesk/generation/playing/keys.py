"""Keys by name ("F# minor"): their tonic, their scale, the triads that belong to them, and their name after a shift."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_FLAT_NAMES = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
_WRITTEN_IN_FLATS = (5, 10, 3, 8, 1)  # F, B flat, E flat, A flat, D flat major and their relative minors
_FLATS = {"DB": 1, "EB": 3, "GB": 6, "AB": 8, "BB": 10, "CB": 11, "FB": 4, "E#": 5, "B#": 0}
_MAJOR, _MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)
_QUALITIES = {(4, 7): "", (3, 7): "m", (3, 6): "dim"}


@dataclass(frozen=True, slots=True)
class Key:
    """`tonic` in semitones above C."""

    tonic: int
    minor: bool

    @property
    def scale(self) -> tuple[int, ...]:
        """The seven pitch classes, from the tonic (natural minor)."""
        return tuple((self.tonic + step) % 12 for step in (_MINOR if self.minor else _MAJOR))


@dataclass(frozen=True, slots=True)
class Chord:
    """A triad: pitch classes from the root up."""

    name: str
    classes: tuple[int, int, int]


def parsed(name: str) -> Key | None:
    """None for what is not the name of a key."""
    words = name.strip().split()
    tonic = words[0].upper() if words else ""
    number = NAMES.index(tonic) if tonic in NAMES else _FLATS.get(tonic)
    if number is None:
        return None
    return Key(number, len(words) > 1 and words[1].lower().startswith("min"))


def transposed(name: str, semitones: float) -> str:
    """The key's name after a shift, by the nearest whole semitone; what is no key stays as it is."""
    key = parsed(name)
    if key is None:
        return name
    return f"{NAMES[(key.tonic + round(semitones)) % 12]} {'minor' if key.minor else 'major'}"


def triads(key: Key) -> tuple[Chord, ...]:
    """The key's own triads, the diminished one left out; in minor with the major dominant that songs borrow."""
    scale = key.scale
    flat = (key.tonic + (3 if key.minor else 0)) % 12 in _WRITTEN_IN_FLATS
    names = _FLAT_NAMES if flat else NAMES
    found = [_chord(scale[n], scale[(n + 2) % 7], scale[(n + 4) % 7], names) for n in range(7)]
    if key.minor:
        fifth = scale[4]
        found.append(_chord(fifth, (fifth + 4) % 12, (fifth + 7) % 12, names))
    return tuple(chord for chord in found if not chord.name.endswith("dim"))


def _chord(root: int, third: int, fifth: int, names: tuple[str, ...]) -> Chord:
    quality = _QUALITIES[((third - root) % 12, (fifth - root) % 12)]
    return Chord(names[root] + quality, (root, third, fifth))

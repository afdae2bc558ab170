"""A prompt becomes a recipe: what was understood, what was not, the nearest presets, and the artists it names.
Names never become sound: they are facts for consent. The words are in `prompt_words`, what they mean in `prompt_lexicon`."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, field

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.prompt_lexicon import RULES, Rule
from rightsdesk.domain.prompt_names import LIKE, WORD, name_end
from rightsdesk.domain.prompt_words import STOP_WORDS, UNSUPPORTED
from rightsdesk.domain.recipe import STEMS, Drums, Fade, Filter, Operation, Recipe, Reverb, Stem, slot
from rightsdesk.domain.styles import MASTER, STYLES

MAX_CHARACTERS = 2000
_USED = "\x00"
_MOST_LEFT = 20
_DEFAULT_NEAREST = ("lofi", "slowed", "acoustic")
_NEGATION = re.compile(
    r"(?:\b(?:not|no|dont|don't|do not|never|without|isn't|nothing|less|pas|sans|jamais|ni)"
    r"(?: (?:too|so|any|the|a|make it|be|make|trop|de|plus|le|la))*[ -])$"
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """`recipe` is None when nothing was understood. `nearest` names presets close to what was not."""

    recipe: Recipe | None
    understood: tuple[str, ...]
    not_understood: tuple[str, ...]
    nearest: tuple[str, ...]
    named_artists: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """The prompt while it is read: the same text three times, character for character."""

    original: str
    folded: str
    slots: dict[tuple[str, str], Operation] = field(default_factory=dict)
    defaults: dict[tuple[str, str], Operation] = field(default_factory=dict)
    style: str | None = None
    understood: list[tuple[int, str]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    negated: list[tuple[int, str, tuple[Operation, ...]]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def use(self, start: int, end: int) -> str:
        """Take these characters, so that no other rule reads them; gives the words as they were written."""
        self.folded = self.folded[:start] + _USED * (end - start) + self.folded[end:]
        return self.original[start:end].strip()


def understand(text: str) -> Understanding:
    """Read a prompt of at most 2000 characters. Raises Invalid("prompt_too_long"); never raises for any other text."""
    if len(text) > MAX_CHARACTERS:
        facts = {"characters": len(text), "most": MAX_CHARACTERS}
        raise Invalid("prompt_too_long", f"A prompt has at most {MAX_CHARACTERS} characters.", facts)
    original = " ".join(text.split())
    reading = _Reading(original, "".join(_folded(character) for character in original))
    _read_names(reading)
    for pattern in UNSUPPORTED:
        for found in list(pattern.finditer(reading.folded)):
            reading.refused.append((found.start(), reading.use(*found.span())))
    for rule in RULES:
        for match in list(rule.pattern.finditer(reading.folded)):
            _apply(reading, rule, match)
    _leave_out(reading)
    left = _left_over(reading)
    recipe = _recipe(reading)
    nearest = _nearest(left) or (_DEFAULT_NEAREST if recipe is None else ())
    understood = tuple(words for _, words in sorted(reading.understood))
    return Understanding(recipe, understood, left, nearest, tuple(dict.fromkeys(reading.names)))


def _folded(character: str) -> str:
    """One small letter without its accent for one character, so that positions stay the same."""
    if character in "’‘`´":
        return "'"
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 else character


def _apply(reading: _Reading, rule: Rule, match: re.Match[str]) -> None:
    operations = rule.build(match)
    if not operations or _USED in reading.folded[match.start() : match.end()]:
        return
    negation = _NEGATION.search(reading.folded, 0, match.start())
    start = negation.start() if negation else match.start()
    words = reading.use(start, match.end())
    if negation:
        reading.negated.append((start, words, operations))
    elif _accept(reading, rule, operations):
        reading.understood.append((start, words))
    else:
        reading.refused.append((start, words))


def _leave_out(reading: _Reading) -> None:
    """What a prompt says no to leaves its style; where no style brings it, nothing was asked for."""
    for start, words, operations in reading.negated:
        extras = [slot(operation) for operation in operations if isinstance(operation, Reverb | Drums | Fade)]
        brought = [extra for extra in extras if extra in reading.defaults]
        for unwanted in brought:
            del reading.defaults[unwanted]
        (reading.understood if brought else reading.refused).append((start, words))


def _accept(reading: _Reading, rule: Rule, operations: tuple[Operation, ...]) -> bool:
    """Keep what is asked for; False when it is out of range or contradicts what was asked before."""
    if rule.style is not None:
        if reading.style not in (None, rule.style):
            return False
        reading.style = rule.style
        reading.defaults.update({slot(operation): operation for operation in operations})
        return True
    if not _in_range(operations):
        return False
    asked = {
        slot(operation): _both(reading.slots.get(slot(operation)), operation) for operation in operations
    }
    wanted = {key: operation for key, operation in asked.items() if operation is not None}
    if len(wanted) < len(asked) or _is_silence(reading.slots | wanted):
        return False
    reading.slots.update(wanted)
    return True


def _both(before: Operation | None, now: Operation) -> Operation | None:
    """One operation for two wishes about the same thing; None when they contradict each other."""
    if before is None or before == now:
        return now
    if isinstance(before, Reverb) and isinstance(now, Reverb):
        return max(before, now, key=lambda reverb: reverb.mix)
    if isinstance(before, Filter) and isinstance(now, Filter):
        deeper = min if now.shape == "lowpass" else max
        return deeper(before, now, key=lambda shape: shape.hz)
    return None


def _in_range(operations: tuple[Operation, ...]) -> bool:
    try:
        Recipe(operations)
    except Invalid:
        return False
    return True


def _is_silence(slots: dict[tuple[str, str], Operation]) -> bool:
    muted = {o.name for o in slots.values() if isinstance(o, Stem) and o.gain_db is None}
    return len(muted) == len(STEMS) and not any(isinstance(o, Drums) for o in slots.values())


def _recipe(reading: _Reading) -> Recipe | None:
    """What the prompt says wins over what its style brings along."""
    slots = reading.defaults | reading.slots
    if reading.slots.get(("stem", "drums")) == Stem("drums", None) and ("drums", "") not in reading.slots:
        slots.pop(("drums", ""), None)  # "lo-fi without drums" wants no added drums either
    if not slots or _is_silence(slots):
        return None
    return Recipe((*slots.values(), MASTER), reading.style)


def _read_names(reading: _Reading) -> None:
    position = 0
    while match := LIKE.search(reading.folded, position):
        position = match.end()
        end = name_end(reading.original, reading.folded, match.end())
        name = reading.original[match.end() : end].strip(" ,.;:!?'\"")
        if name and not _is_lexicon(reading.folded[match.end() : end].strip()):
            reading.names.append(name)
            reading.use(match.start(), end)
            position = end


def _is_lexicon(words: str) -> bool:
    return any(rule.pattern.fullmatch(words) for rule in RULES)


def _left_over(reading: _Reading) -> tuple[str, ...]:
    """Phrases nobody understood, in the order they were written, without words that carry no wish."""
    found = list(reading.refused)
    for word in WORD.finditer(reading.folded):
        start, end = word.span()
        if word[0] in STOP_WORDS:
            continue
        if found and _joins(reading, found[-1], start):
            begin = found[-1][0]
            found[-1] = (begin, reading.original[begin:end])
        else:
            found.append((start, reading.original[start:end]))
    return tuple(words for _, words in sorted(found)[:_MOST_LEFT])


def _joins(reading: _Reading, before: tuple[int, str], start: int) -> bool:
    between = reading.folded[before[0] + len(before[1]) : start]
    return bool(between) and not between.strip(" ") and reading.folded[before[0]] != _USED


def _nearest(left: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for phrase in left:
        for word in phrase.lower().split()[:10]:
            found += difflib.get_close_matches(word, STYLES, n=1, cutoff=0.6)
    return tuple(dict.fromkeys(found))[:3]

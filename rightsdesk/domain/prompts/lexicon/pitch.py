"""Words for pitch: by steps and intervals, by feeling, and for a voice that keeps its size."""

from __future__ import annotations

import re

from rightsdesk.domain.prompts.rules import Natural, Rule, Stay, Wish, always, by_amount, number, rule
from rightsdesk.domain.prompts.words import AFTER, AMOUNT
from rightsdesk.domain.recipe import Pitch

_UP = r"up|higher|raise[d]?|increase[d]?|plus (?:haute?s?|aigue?s?)|mont(?:e|er|ez|ee)|au dessus|vers le haut"
_DOWN = r"down|lower(?:ed)?|drop(?:ped)?|plus (?:bas(?:se)?s?|graves?)|baiss(?:e|er|ez|ee)|descen(?:d|ds|dre|du)|en dessous|vers le bas"
_TURN = (
    r"(?:pitch(?:ed|ing|er|e)?|transpos(?:e|ed|er|ez)|shift(?:ed)?|tune[d]?|detuned?|key|tonalite|move[d]?)"
)
_IT = r"(?:(?:it|this|that|everything|the (?:song|track|key|pitch|tune|notes|whole thing)|le (?:morceau|son|titre)|la (?:chanson|tonalite|musique)|tout) )?"
_STEPS = {
    "semitones?|half (?:a )?(?:steps?|tones?)|demi tons?": 1.0,
    "octaves?": 12.0,
    "cents?": 0.01,
    "keys?": 1.0,
    "(?:whole )?(?:steps?|tones?)|tons?": 2.0,
}
_INTERVALS = {
    "minor third|tierce mineure": 3.0,
    "major third|tierce majeure": 4.0,
    "fourth|quarte": 5.0,
    "fifth|quinte": 7.0,
}
_COUNT = r"(?P<number>[+-]?\d{1,3}(?:\.\d{1,3})?|an?|one|une?|half an?|une? demie?)"
_UNIT = f"(?P<unit>{'|'.join(_STEPS)})"
_INTERVAL = f"(?P<interval>{'|'.join(_INTERVALS)})"
_WAY = rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
_WAY_2 = rf"(?:(?P<up2>{_UP})|(?P<down2>{_DOWN}))"
_BY = r"(?:(?:by|de|d|about|around|to|environ) )*"
CONCERT_432 = Pitch(-0.318)
"""12 log2(432/440) semitones: from the usual pitch to an A of 432 Hz."""


def _signed(match: re.Match[str], size: float) -> tuple[Wish, ...]:
    found = match.groupdict()
    return (Pitch(round(-abs(size) if found.get("down") or found.get("down2") else size, 3)),)


def _counted(match: re.Match[str]) -> tuple[Wish, ...]:
    written, found = match["number"], match.groupdict()
    in_words = not written[-1].isdigit()
    if in_words and not any(found.get(name) for name in ("up", "up2", "down", "down2", "turn")):
        return ()  # "in a tone" is no transposition
    count = (0.5 if written.startswith("half") or "demi" in written else 1.0) if in_words else float(written)
    count += 0.5 if match["half"] else 0
    return _signed(match, count * _size(match["unit"], _STEPS))


def _interval(match: re.Match[str]) -> tuple[Wish, ...]:
    return _signed(match, _size(match["interval"], _INTERVALS))


def _size(unit: str, sizes: dict[str, float]) -> float:
    return next(size for words, size in sizes.items() if re.fullmatch(words, unit))


def _bare(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Pitch(number(match)),)


_KEPT = r"(?:without (?:changing|touching|affecting|altering)|(?:dont|do not|not|never) (?:change|changing|touch|alter)|keep(?:ing)?|same|leav(?:e|ing)|preserv(?:e|ing)|maintain(?:ing)?|original|but not|sans (?:changer|toucher|modifier)|(?:ne |n )?(?:change|touche|modifie)[srz]? pas|(?:en )?gard(?:e|er|ez|ant)|meme|conserv(?:e|er|ez|ant))"
_OF_IT = r"(?:(?:the|le|la|l|a|au|its|same|original|meme|de|du) )*"
_AS_IS = r"(?: (?:the same|as (?:it )?is|intact|originale?|unchanged|identique|d origine|alone|inchangee?))?"
_THING = r"(?:tempo|speed|bpm|pace|vitesse|cadence|pitch|key|tuning|tonalite|hauteur)"
_SLOT = dict.fromkeys(("pitch", "key", "tuning", "tonalite", "hauteur"), ("pitch", ""))


def _stay(match: re.Match[str]) -> tuple[Wish, ...]:
    named = [name for name in (match["what"], match.groupdict().get("what2")) if name]
    return tuple(Stay(_SLOT.get(name, ("tempo", ""))) for name in named)


_VOICE = r"(?:voices?|vocals?|singers?|formants?|timbre|voix)"
_CHIPMUNK = r"(?:(?:alvin and the )?chipmunks?(?:y)?|helium|smurfs?|squeaky|schtroumpfs?|mickey(?: mouse)?|minions?|monster|robot)"
_CHIPMUNK_END = r"(?: (?:voices?|effect|vocals?|sound|style))*"
KEEPING: tuple[Rule, ...] = (
    rule(rf"{_KEPT} {_OF_IT}(?P<what>{_THING})(?: (?:and|or|et|ou|ni) {_OF_IT}(?P<what2>{_THING}))?{_AS_IS}", _stay),
    rule(rf"(?P<what>{_THING}) (?:stays?|should stay|must stay|remains?|unchanged|inchangee?|the same)(?: the same| unchanged| as it is)?", _stay),
    always(rf"(?:without|no|not|avoid|minus|sans|pas d|pas de|isnt) (?:(?:sounding|like|the|an?|any|le|la|l|effet|d|de|voix|that|too|to sound) )*"
           rf"{_CHIPMUNK}{_CHIPMUNK_END}", Natural()),
    always(rf"keep(?:ing)? (?:the |her |his |their )?{_VOICE}(?: sounding)? (?:natural|normal|human|realistic|the same|intact|as (?:it )?is)"
           rf"|(?:with )?(?:an? )?(?:natural|normal|realistic)(?: sounding)? {_VOICE}|(?:keep(?:ing)?|preserv(?:e|ing)|with) (?:the )?formants?(?: kept| preserved)?"
           r"|formants? (?:kept|preserv\w*|correct\w*|conserves?|gardes?)|(?:en )?(?:gard|preserv|conserv)(?:e|er|ant) (?:la |une )?voix (?:naturelle|normale|intacte)"
           r"|voix naturelle|(?:en )?(?:gard|preserv|conserv)(?:e|er|ant) les formants"
           rf"|(?:sans (?:changer|deformer)|without (?:changing|distorting)) (?:(?:the|la|le|her|his) )?{_VOICE}", Natural()),
)  # fmt: skip
PITCH: tuple[Rule, ...] = (
    always(r"(?:(?:tuned?|retuned?|pitch(?:ed)?|convert(?:ed)?|accorde[er]?) )?(?:(?:to|at|in|a|en|=) )*432(?: hz)?(?: tuning)?", CONCERT_432),
    rule(rf"(?:(?P<turn>{_TURN}) )?{_IT}(?:{_WAY} )?{_IT}{_BY}{_COUNT} {_UNIT}(?P<half> and a half| et demie?)?(?: {_WAY_2})?", _counted),
    rule(rf"(?:{_TURN} )?{_IT}{_WAY} {_IT}{_BY}(?:(?:an?|une?|perfect) )*{_INTERVAL}", _interval),
    rule(rf"(?:an?|une?) (?:perfect )?{_INTERVAL}(?: juste)? {_WAY_2}", _interval),
    rule(r"(?:(?:half (?:step|tone)|demi ton|semitone)) " + _WAY_2, lambda m: _signed(m, 1.0)),
    rule(rf"{_TURN} {_IT}(?:(?:to|by|de|of|:|at|=) )*(?P<number>[+-]\d{{1,2}}(?:\.\d{{1,2}})?)(?! %)", _bare),
)  # fmt: skip
PITCH_WORDS: tuple[Rule, ...] = (
    always(rf"(?:like |as )?(?:an? |the |en |effet )?{_CHIPMUNK.replace('|monster|robot', '')}{_CHIPMUNK_END}", Pitch(3.0)),
    rule(rf"{AMOUNT}(?:{_TURN} {_IT}(?:{_DOWN})|(?:{_DOWN}) (?:the |its |la |le )?(?:pitch(?:ed)?|key|tone|tonalite)|low pitch(?:ed)?"
         rf"|deep(?:er)?(?! house)|(?:la )?(?:voix )?plus (?:graves?|bas(?:se)?)|lower){AFTER}",
         lambda m: (Pitch(by_amount(m, -1, -2, -4)),)),
    rule(rf"{AMOUNT}(?:{_TURN} {_IT}(?:{_UP})|(?:{_UP}) (?:the |its |la |le )?(?:pitch(?:ed)?|key|tone|tonalite)|high pitch(?:ed)?"
         rf"|(?:la )?(?:voix )?plus (?:aigue?s?|haute?)|higher){AFTER}",
         lambda m: (Pitch(by_amount(m, 1, 2, 4)),)),
)  # fmt: skip

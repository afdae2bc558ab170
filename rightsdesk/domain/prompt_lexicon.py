"""The words prompts are made of, in English and French: each rule turns one phrase into recipe operations.
Text arrives folded: small letters, no accents, single spaces. Leaves contradictions and names to `prompts`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rightsdesk.domain.prompt_words import (
    AFTER,
    AMOUNT,
    COUNT,
    DOWN,
    FASTER,
    HERTZ,
    NUMBER,
    PERCENT,
    SLOWER,
    STEM,
    STEM_WORDS,
    THE,
    UNIT,
    UNITS,
    UP,
    WORDS,
)
from rightsdesk.domain.recipe import STEMS, Bpm, Drums, Fade, Filter, Operation, Pitch, Reverb, Stem, Tempo
from rightsdesk.domain.styles import STYLES

Build = Callable[[re.Match[str]], tuple[Operation, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`build` gives the operations a match asks for (none: it was no match); `style` names the preset they come from."""

    pattern: re.Pattern[str]
    build: Build
    style: str | None = None


def _number(match: re.Match[str]) -> float:
    text = match["number"]
    return float(WORDS[text]) if text in WORDS else float(text.replace(",", "."))


def _by_amount(match: re.Match[str], little: float, plain: float, much: float) -> float:
    found = match.groupdict()
    if found.get("small") or found.get("small2"):
        return little
    return much if found.get("big") or found.get("big2") else plain


def _slower(match: re.Match[str]) -> tuple[Operation, ...]:
    return (Tempo(_by_amount(match, 0.95, 0.9, 0.8)),)


def _faster(match: re.Match[str]) -> tuple[Operation, ...]:
    return (Tempo(_by_amount(match, 1.05, 1.1, 1.25)),)


def _percent_slower(match: re.Match[str]) -> tuple[Operation, ...]:
    return (Tempo(round(1 - abs(_number(match)) / 100, 6)),)


def _percent_faster(match: re.Match[str]) -> tuple[Operation, ...]:
    return (Tempo(round(1 + abs(_number(match)) / 100, 6)),)


def _semitones(match: re.Match[str]) -> tuple[Operation, ...]:
    found = match.groupdict()
    directed = any(found.get(name) for name in ("up", "up2", "down", "down2", "turn"))
    if match["number"] in ("a", "an", "un", "une") and not directed:
        return ()  # "in a tone" is no transposition
    size = _number(match) * UNITS.get(match["unit"], 2)
    return (Pitch(-abs(size) if found.get("down") or found.get("down2") else size),)


def _always(*operations: Operation) -> Build:
    return lambda match: operations


def _named_stems(match: re.Match[str]) -> list[str]:
    return [name for name in STEMS if re.search(rf"\b(?:{STEM_WORDS[name]})\b", match["stems"])]


def _mute(match: re.Match[str]) -> tuple[Operation, ...]:
    return tuple(Stem(name, None) for name in _named_stems(match))


def _only(match: re.Match[str]) -> tuple[Operation, ...]:
    return tuple(Stem(name, None) for name in STEMS if name not in _named_stems(match))


def _gain(gain_db: float) -> Build:
    return lambda match: tuple(Stem(name, gain_db) for name in _named_stems(match))


def _cutoff(shape: str) -> Build:
    return lambda match: (Filter(shape, _number(match) * (1000 if match["kilo"] else 1)),)


def _rule(pattern: str, build: Build, style: str | None = None) -> Rule:
    return Rule(re.compile(rf"(?<![\w+-])(?:{pattern})(?!\w)"), build, style)


def _style(name: str, words: str) -> Rule:
    return _rule(
        rf"(?:{words})(?: (?:style|version|remix|mix|edit|vibes?|music))?", _always(*STYLES[name]), name
    )


_TEMPO = (
    _rule(rf"(?:(?:at|to|a|@) ?)?{NUMBER} ?bpm", lambda m: (Bpm(_number(m)),)),
    _rule(rf"{NUMBER} ?{PERCENT} ?(?:{SLOWER})", _percent_slower),
    _rule(rf"{NUMBER} ?{PERCENT} ?(?:{FASTER})", _percent_faster),
    _rule(rf"(?:{SLOWER}) (?:by |de )?{NUMBER} ?{PERCENT}", _percent_slower),
    _rule(rf"(?:{FASTER}) (?:by |de )?{NUMBER} ?{PERCENT}", _percent_faster),
    _rule(r"(?:at )?half[ -](?:speed|tempo)|deux fois (?:plus lent|moins vite)", _always(Tempo(0.5))),
    _rule(
        r"(?:at )?double[ -](?:speed|tempo)|twice as fast|deux fois plus (?:vite|rapide)", _always(Tempo(2.0))
    ),
)
_TEMPO_WORDS = (
    _rule(rf"{AMOUNT}(?:{SLOWER}){AFTER}", _slower),
    _rule(rf"{AMOUNT}(?:{FASTER}){AFTER}", _faster),
)
_TURN = r"(?:pitch(?:ed)?|transposed?|shift(?:ed)?|tune[d]?|key|transpose[rz]?|tonalite)"
_PITCH = (
    _rule(
        rf"(?:(?P<turn>{_TURN}) )?(?:(?:it|this|de|le morceau|la chanson) )?(?:(?:(?P<up>{UP})|(?P<down>{DOWN})) )?"
        rf"(?:(?:by|de|d') ?)?{COUNT} ?{UNIT}(?: (?:(?P<up2>{UP})|(?P<down2>{DOWN})))?",
        _semitones,
    ),
    _rule(rf"{AMOUNT}(?:{_TURN}(?: it)? (?:{DOWN})|lower pitch(?:ed)?|deeper|plus (?:grave|bas)){AFTER}",
          lambda m: (Pitch(_by_amount(m, -1, -2, -4)),)),
    _rule(rf"{AMOUNT}(?:{_TURN}(?: it)? (?:{UP})|higher pitch(?:ed)?|plus (?:aigue?|haut)){AFTER}",
          lambda m: (Pitch(_by_amount(m, 1, 2, 4)),)),
)  # fmt: skip
_STEMS = (
    _rule(r"(?:an )?instrumentale?(?: (?:only|version))?", _always(Stem("vocals", None))),
    _rule(
        rf"(?:without|no|remove|drop|mute|minus|take out|cut|sans|enleve[rz]?|supprime[rz]?|retire[rz]?|coupe[rz]?) "
        rf"{THE} ?{STEM}",
        _mute,
    ),
    _rule(rf"(?:only|just|isolate|keep only|seulement|uniquement|juste|rien que|garde[rz]? (?:que|juste)) {THE} ?{STEM}", _only),
    _rule(rf"{STEM} (?:only|alone|seulement|uniquement|seule?)", _only),
    _rule(rf"(?:louder|more|boost(?:ed)?|turn up|bigger|plus de|plus fort|monte[rz]?) {THE} ?{STEM}", _gain(5.0)),
    _rule(rf"{STEM} (?:louder|up|boost(?:ed)?|plus fort(?:e|es)?)", _gain(5.0)),
    _rule(rf"(?:quieter|less|softer|turn down|lower|moins de|baisse[rz]?) {THE} ?{STEM}", _gain(-6.0)),
    _rule(rf"{STEM} (?:quieter|down|softer|moins fort(?:e|es)?)", _gain(-6.0)),
)  # fmt: skip
_TONE = (
    _rule(rf"low[ -]?pass(?: filter)?(?: (?:at|a))? {HERTZ} ?(?P<kilo>k)?hz", _cutoff("lowpass")),
    _rule(rf"high[ -]?pass(?: filter)?(?: (?:at|a))? {HERTZ} ?(?P<kilo>k)?hz", _cutoff("highpass")),
    _rule(r"under ?water|sous l ?'? ?eau|submerged|aquati(?:c|que)", _always(Filter("lowpass", 700.0), Reverb(0.25, 2.0))),
    _rule(r"muffled|from (?:the )?next door|etouffee?|low[ -]?pass(?: filter)?", _always(Filter("lowpass", 1000.0))),
    _rule(r"dreamy|dream[- ]?like|ethereal|reveu(?:r|se)|onirique|planante?|vaporeu(?:x|se)",
          _always(Filter("lowpass", 7000.0), Reverb(0.4, 3.5))),
    _rule(r"warm(?:er)?|mellow|chaude?|chaleureu(?:x|se)", _always(Filter("lowpass", 6000.0))),
    _rule(r"thin(?:ner)?|tinny|high[ -]?pass(?: filter)?", _always(Filter("highpass", 300.0))),
    _rule(r"(?:old )?(?:telephone|phone|radio)(?: (?:voice|effect|sound|filter))?",
          _always(Filter("highpass", 350.0), Filter("lowpass", 3400.0))),
    _rule(r"(?:in )?(?:a )?(?:cathedral|church|huge hall|cathedrale|eglise)", _always(Reverb(0.45, 5.0))),
    _rule(r"(?:with |add |more |lots of |avec |ajoute[rz]? )?(?:(?:a |some |de la |du |un peu de )?"
          r"(?:reverb(?:eration)?|reverbed|hall|room sound|spacious|echo(?:es|ing|ey)?))", _always(Reverb(0.28, 2.2))),
    _rule(r"fade[ -]?(?:in and out|in and fade out)", _always(Fade(3.0, 5.0))),
    _rule(r"fade[ -]?in|fondu d ?'? ?entree", _always(Fade(3.0, 0.0))),
    _rule(r"fade[ -]?out|fondu de sortie|fade", _always(Fade(0.0, 5.0))),
)  # fmt: skip
_BEAT = r"(?: (?:drums?|beats?|drum ?loops?|groove|rhythm))"
_BEATS = (
    _rule(rf"(?:lo-?fi|hip[ -]?hop|chill){_BEAT}|(?:beat|rythme) lo-?fi", _always(Drums("lofi", -9.0))),
    _rule(rf"(?:house|techno|dance|four[ -]on[ -]the[ -]floor){_BEAT}|(?:beat|rythme) house", _always(Drums("house", -7.0))),
    _rule(rf"(?:dnb|d&b|drum ?(?:and|&|n) ?bass|jungle|breakbeat){_BEAT}", _always(Drums("dnb", -7.0))),
    _rule(rf"rock{_BEAT}|batterie rock", _always(Drums("rock", -7.0))),
    _rule(r"(?:with|add|avec|ajoute[rz]?) (?:some |a |an? )?(?:une |de la )?(?:drums?|beat|batterie)", _always(Drums("rock", -8.0))),
)  # fmt: skip
_STYLES = (
    _style("lofi", r"lo[ -]?fi(?: hip[ -]?hop)?|chill ?hop|study beats?"),
    _style("slowed", r"slowed(?: (?:and|\+|&|n|et) reverb(?:ed)?|[ +]+reverb)?"),
    _style("nightcore", r"night ?core"),
    _style("dnb", r"drum ?(?:and|&|n|'n') ?bass|dnb|d&b|d'n'b|jungle"),
    _style("house", r"(?:deep |tech )?house|four[ -]on[ -]the[ -]floor|club"),
    _style("rock", r"rock"),
    _style("acoustic", r"acoustic|unplugged|acoustique"),
    _style("karaoke", r"karaoke|sing[ -]?along"),
    _style("acapella", r"a ?cap+el+a"),
)
RULES: tuple[Rule, ...] = (
    *_TEMPO,
    *_PITCH[:1],
    *_BEATS,
    *_STEMS,
    *_STYLES,
    *_PITCH[1:],
    *_TONE,
    *_TEMPO_WORDS,
)

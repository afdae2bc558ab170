"""Words for tempo and for the grid the beat lies on."""

from __future__ import annotations

import re

from rightsdesk.domain.prompts.rules import Rule, Wish, always, by_amount, number, refusal, rule
from rightsdesk.domain.prompts.words import AFTER, AMOUNT, FASTER, NUMBER, SLOWER
from rightsdesk.domain.recipe import Bpm, Groove, Tempo

_RELATIVE = (
    "The tempo can be asked as one number of beats a minute or in percent, not as a difference in beats."
)
_HALF_TIME = "The feel of half time or double time is not played; half or double the speed can be asked for."
_BPM = r"(?:bpm|beats? (?:per|a) minutes?|battements? (?:par|a la) minutes?)"
_SPEED = r"(?:speed|tempo|pace|vitesse|cadence)"
_TO = r"(?:(?:at|to|a|@|of|de|vers|around|about|environ|roughly|exactly|like|is|:|=|en) )*"
_MORE = r"(?:faster|slower|more|less|higher|lower|up|down|de plus|de moins|plus (?:vite|rapide|lent))"


def _slower(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Tempo(by_amount(match, 0.95, 0.9, 0.8)),)


def _faster(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Tempo(by_amount(match, 1.05, 1.1, 1.25)),)


def _percent_slower(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Tempo(round(1 - abs(number(match)) / 100, 6)),)


def _percent_faster(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Tempo(round(1 + abs(number(match)) / 100, 6)),)


def _percent_signed(match: re.Match[str]) -> tuple[Wish, ...]:
    """ "+10 %" is a change, "80 %" a part of the speed."""
    signed = match["number"][0] in "+-"
    return (Tempo(round((1 if signed else 0) + number(match) / 100, 6)),)


def _times(match: re.Match[str]) -> tuple[Wish, ...]:
    times = abs(number(match))
    slower = match.groupdict().get("slow")
    return (Tempo(round(1 / times if slower else times, 6)),) if times else ()


def _mean(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Bpm((float(match["low"]) + number(match)) / 2),)


def _bare(match: re.Match[str]) -> tuple[Wish, ...]:
    """ "house at 126": what stands alone behind "at" is a tempo where music has one."""
    return (Bpm(number(match)),) if 60 <= number(match) <= 200 and match["number"].isdigit() else ()


def _swing(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Groove(by_amount(match, 0.2, 0.33, 0.5), 0.7),)


def _straight(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Groove(0.0, by_amount(match, 0.5, 1.0, 1.0)),)


_FAST = r"(?:fast(?:er)?|quick(?:er)?|vite|rapide)"
_SLOW = r"(?:slow(?:er)?|lente?(?:ment)?)"
TEMPO: tuple[Rule, ...] = (
    refusal(rf"(?:(?:{SLOWER}|{FASTER}) )?(?:by |de |d )?[+-]\d+(?:\.\d+)? {_BPM}(?: {_MORE})?"
            rf"|(?:(?:{SLOWER}|{FASTER}) )?(?:by |de )?\d+ {_BPM} {_MORE}|(?:{SLOWER}|{FASTER}) (?:by |de )\d+ {_BPM}"
            rf"|(?:add|plus|minus|ajoute[rz]?|enleve[rz]?) \d+ {_BPM}", _RELATIVE),
    refusal(r"(?:half|double)[ -]?time(?: (?:feel|drums?|beat|groove))?(?! as)", _HALF_TIME),
    rule(rf"(?:from|de) \d+(?:\.\d+)? (?:{_BPM} )?(?:to|a) {NUMBER} {_BPM}", lambda m: (Bpm(number(m)),)),
    rule(rf"{_TO}(?:between |entre )?(?P<low>\d{{2,3}}) (?:(?:to|a|or|ou|and|et|-) )?{NUMBER} {_BPM}", _mean),
    rule(rf"{_TO}{NUMBER} {_BPM}", lambda m: (Bpm(number(m)),)),
    rule(rf"(?:tempo|bpm) {_TO}{NUMBER}(?! (?:%|x|times|fois)(?![^ ]))", lambda m: (Bpm(number(m)),)),
    rule(rf"(?:by |de )?{NUMBER} % (?:{SLOWER}|of slowing|less fast|de moins vite)", _percent_slower),
    rule(rf"(?:by |de )?{NUMBER} % (?:{FASTER}|less slow)", _percent_faster),
    rule(rf"(?:{SLOWER}) (?:by |de |d |about |like |around |environ )*{NUMBER} %", _percent_slower),
    rule(rf"(?:{FASTER}) (?:by |de |d |about |like |around |environ )*{NUMBER} %", _percent_faster),
    rule(rf"{_TO}{NUMBER} % (?:of |de |la |le |the |its |original |normal )*{_SPEED}(?: originale?| normale?)?", _percent_signed),
    rule(rf"{_SPEED} {_TO}{NUMBER} %", _percent_signed),
    rule(rf"{_TO}{NUMBER} (?:x|times|fois) (?:as )?(?:plus |the |la )?(?:(?P<slow>{_SLOW}|moins vite)|{_FAST}|{_SPEED})(?: up)?", _times),
    rule(rf"{_TO}(?:{_SPEED} )?x {NUMBER}(?: {_SPEED})?", _times),
    rule(rf"{_SPEED} {_TO}{NUMBER}(?: x| times)?", _times),
    rule(rf"(?:at|a|to) {NUMBER}(?: x)? (?:the )?{_SPEED}", _times),
    rule(rf"{NUMBER} x", lambda m: _times(m) if 0.5 <= number(m) <= 2 else ()),
    always(rf"(?:at )?(?:half|1/2) (?:the |its )?(?:original )?{_SPEED}|half as fast|(?:twice|double|2 times) (?:as |plus )?{_SLOW}"
           rf"|(?:a )?(?:la )?moitie (?:moins vite|(?:de )?(?:la |du )?{_SPEED})|a mi vitesse|2 fois (?:moins vite|moins rapide)", Tempo(0.5)),
    always(rf"(?:at )?(?:double|twice) (?:the |its |la |le )?(?:original )?{_SPEED}|(?:twice|double) (?:as )?{_FAST}", Tempo(2.0)),
    always(rf"(?:one|1|une) (?:and a half|fois et demie) (?:times )?(?:as |plus )?{_FAST}|half as fast again", Tempo(1.5)),
    rule(rf"(?:at|@|a) {NUMBER}(?! (?:%|x|times|fois|k|hz|s|db|h|seconds?|minutes?|hours?|seconde?s?|heures?|[0-9]\S*)(?![^ ]))", _bare),
    always(r"(?:a )?quarter (?:faster|as fast again)|un quart plus (?:vite|rapide)", Tempo(1.25)),
)  # fmt: skip
_TOO = r"(?<!not )(?<!pas )(?:(?:way|much|a bit|a little|far|un peu|bien|beaucoup) )?(?:too|trop)"
TEMPO_WORDS: tuple[Rule, ...] = (
    always(rf"{_TOO} (?:slow|lente?(?:ment)?)", Tempo(1.1)),  # whoever complains wants the opposite
    always(rf"{_TOO} (?:fast|quick|vite|rapide)", Tempo(0.9)),
    rule(rf"{AMOUNT}(?:{SLOWER}){AFTER}", _slower),
    rule(rf"{AMOUNT}(?:{FASTER}){AFTER}", _faster),
)
GROOVE: tuple[Rule, ...] = (
    rule(r"straight(?:en|er|ened)?(?: up| out)?(?: the)?(?: (?:beat|groove|rhythm|timing|drums))?"
         rf"|{AMOUNT}(?:quantiz\w*|quantis\w*|quantif\w*|tight(?:en|er)?(?: up)?(?: (?:the |its )?(?:beat|timing|groove|rhythm))?"
         r"|(?:snap(?:ped)? |lock(?:ed)? )?(?:on|to|onto) the grid|no swing|unswung|less (?:sloppy|loose)|sans swing"
         r"|(?:re)?cale[rz]? (?:bien )?(?:le |la )?(?:rythme|beat|batterie|tempo)(?: sur la grille)?|sur la grille|bien cale"
         rf"|redresse[rz]? le (?:beat|rythme)){AFTER}", _straight),
    rule(rf"{AMOUNT}(?:swing(?:y|ing|ier|s)?|swung|shuffle[ds]?|shuffling|triplet feel|ternaire|rythme swingue|swinguee?|chaloupee?)"
         rf"(?: (?:feel|beat|groove|rhythm))?{AFTER}", _swing),
)  # fmt: skip

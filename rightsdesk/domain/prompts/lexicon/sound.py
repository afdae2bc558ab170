"""Words for tone, room and machine: filters, reverb, echo, saturation, tape, motion around the head."""

from __future__ import annotations

import re

from rightsdesk.domain.prompts.rules import Build, Rule, Wish, always, by_amount, number, rule
from rightsdesk.domain.prompts.words import AFTER, AMOUNT
from rightsdesk.domain.recipe import Echo, Filter, Motion, Reverb, Saturation, Tape

_HERTZ = r"(?P<number>\d{1,5}(?:\.\d{1,3})?) ?(?P<kilo>k(?: hz)?)?(?: ?hz)?"
_OLD = r"(?:an? |the |un |une |the sound of |le son d une? )?(?:(?:old|vintage|broken|cheap|bad|vieille|vieux) )*"
_BAND = (Filter("highpass", 350.0), Filter("lowpass", 3400.0))


def _cutoff(shape: str) -> Build:
    return lambda match: (Filter(shape, number(match) * (1000 if match["kilo"] else 1)),)


def _lowpass(little: float, plain: float, much: float) -> Build:
    return lambda match: (Filter("lowpass", by_amount(match, little, plain, much)),)


def _highpass(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Filter("highpass", by_amount(match, 120.0, 300.0, 500.0)),)


def _reverb(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Reverb(by_amount(match, 0.15, 0.28, 0.42), by_amount(match, 1.4, 2.2, 3.5)),)


def _measured(match: re.Match[str]) -> tuple[Wish, ...]:
    found = match.groupdict()
    mix = float(found["mix"]) / 100 if found.get("mix") else 0.28
    return (Reverb(mix, float(found["long"]) if found.get("long") else 2.2),)


def _echo(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Echo(0.5, by_amount(match, 0.25, 0.35, 0.55), by_amount(match, 0.15, 0.25, 0.4)),)


def _saturated(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Saturation(by_amount(match, 4.0, 8.0, 14.0)),)


def _taped(match: re.Match[str]) -> tuple[Wish, ...]:
    return (Tape(by_amount(match, 0.25, 0.5, 0.8)),)


TONE: tuple[Rule, ...] = (
    rule(rf"(?:low ?pass|high cut|passe bas)(?: filter(?:ed)?)?(?: (?:at|a|around|of))* {_HERTZ}", _cutoff("lowpass")),
    rule(rf"(?:high ?pass|low cut|passe haut)(?: filter(?:ed)?)?(?: (?:at|a|around|of))* {_HERTZ}", _cutoff("highpass")),
    rule(rf"(?:cut|remove|coupe[rz]?|filter) (?:everything |tout |all )?(?:above|over|au dessus de|au dessus d) {_HERTZ}", _cutoff("lowpass")),
    rule(rf"(?:cut|remove|coupe[rz]?|filter) (?:everything |tout |all )?(?:below|under|en dessous de|en dessous d) {_HERTZ}", _cutoff("highpass")),
    always(r"(?:(?:played|playing|heard|like|from|it|is|its|were|comme|si|on|c|etait) )*(?:under ?water|sous l eau|sous marin|submerged|aquati(?:c|que)"
           r"|in the (?:pool|bathtub)|dans la piscine)", Filter("lowpass", 700.0), Reverb(0.25, 2.0)),
    always(r"(?:(?:playing|heard|played|coming|as if|like) )*(?:(?:in|from) )?(?:the |another |the other )room(?: (?:next door|over))?|(?:through|behind) (?:a|the) walls?"
           r"|(?:from )?(?:the )?(?:next door|neighbou?rs?)|(?:de|depuis) (?:la piece d a cote|chez (?:le|les) voisins?)"
           r"|a travers (?:un|le) mur|in (?:a|the) bathroom at a party", Filter("lowpass", 900.0), Reverb(0.2, 1.5)),
    rule(rf"{AMOUNT}(?:muffled?|etouffee?|sourd|high cut|(?:cut|remove|less|fewer|moins d|coupe[rz]?|baisse[rz]?) (?:the |les )?(?:highs?|treble|aigus)"
         rf"|low ?pass(?:ed)?(?: filter)?|passe bas){AFTER}", _lowpass(3000.0, 1000.0, 500.0)),
    rule(rf"{AMOUNT}(?:dreamy|dreamier|dream ?like|ethereal|reveu(?:r|se)|onirique|planante?|vaporeu(?:x|se)|aerien(?:ne)?|spacey|floaty){AFTER}",
         lambda m: (Filter("lowpass", 7000.0), Reverb(by_amount(m, 0.25, 0.4, 0.5), by_amount(m, 2.5, 3.5, 5.0)))),
    rule(rf"{AMOUNT}(?:warm(?:er|th)?|mellow(?:er)?|darker|less (?:bright|harsh)|smooth(?:er)?|chaude?|chaleureu(?:x|se)|feutree?|plus sombre|moins (?:brillante?|agressi(?:f|ve)))"
         rf"(?: (?:sound|tone|son))?{AFTER}", _lowpass(9000.0, 6000.0, 4000.0)),
    rule(rf"{AMOUNT}(?:thin(?:ner)?|tinny|high ?pass(?:ed)?(?: filter)?|low cut|passe haut|(?:cut|remove|less|fewer|moins de|coupe[rz]?|baisse[rz]?) (?:the |les )?(?:lows?|graves)|muddy){AFTER}",
         _highpass),
    always(rf"(?:(?:like|coming|heard|played|playing|through|on|from|over|comme|dans|sur|a|qui|sort|venant|d) )*{_OLD}(?:am )?(?:telephone|phone|radio|transistor|megaphone|walkie talkie|intercom|gramophone|poste de radio)"
           r"(?: (?:voice|effect|sound|filter|call|speaker|line))?", *_BAND),
)  # fmt: skip
ROOM: tuple[Rule, ...] = (
    always(r"(?:(?:like|in|inside|from|recorded|played|playing|being|sung|live|dans|comme|a|with|avec) )*(?:(?:an?|the|une?|la|l) )?(?:(?:huge|big|giant|empty|old|stone|immense|grande?|vieille|vide) )*"
           r"(?:cathedral|church|cathedrale|eglise|huge hall|cave|cavern|grotte|abbey)(?: (?:reverb|sound|acoustics?|echo))?", Reverb(0.45, 5.0)),
    always(r"(?:(?:like|in|inside|live|at|dans|comme|au|with|avec) )*(?:(?:an?|the|une?|la|le) )?(?:(?:huge|big|packed|grande?) )*(?:stadium|arena|stade|concert hall|salle de concert|auditorium)"
           r"(?: (?:reverb|sound|acoustics?|version))?", Reverb(0.35, 3.5)),
    always(r"(?:(?:like|in|inside|singing|dans|sous|with|avec) )*(?:(?:an?|the|une?|la|le|my|ma) )?(?:bathroom|shower|salle de bains?|douche|small room|petite piece)(?: reverb)?", Reverb(0.25, 0.8)),
    rule(r"(?P<long>\d{1,2}(?:\.\d)?) (?:seconds?|s|secondes?) (?:(?:of|de|long) )*(?:reverb\w*|tail)|(?P<mix>\d{1,3}) % (?:(?:of|de|wet) )*reverb\w*", _measured),
    rule(r"reverb\w* (?:(?:of|de|at|a|mix) )*(?:(?P<long>\d{1,2}(?:\.\d)?) (?:seconds?|s|secondes?)|(?P<mix>\d{1,3}) %)", _measured),
    rule(rf"{AMOUNT}(?:reverb(?:eration|ed|s|y)?|hall(?: reverb)?|room sound|spacious|reverbere[e]?|(?:more |plus d )?(?:space|espace)|wet(?:ter)?){AFTER}", _reverb),
    always(r"dub (?:echo(?:es)?|delays?)|dubby|delay dub|echo dub", Echo(0.75, 0.6, 0.4)),
    always(r"slap ?back(?: (?:echo|delay))?", Echo(0.25, 0.1, 0.3)),
    always(r"(?:1/4|quarter note|noire) (?:echo|delay)|(?:echo|delay) (?:a la noire|on the quarter)", Echo(1.0, 0.35, 0.25)),
    always(r"(?:1/8|eighth note|8th note) (?:echo|delay)|(?:echo|delay) a la croche", Echo(0.5, 0.35, 0.25)),
    always(r"dotted(?: eighth| 1/8)? (?:echo|delay)|(?:echo|delay) (?:croche )?pointee?", Echo(0.75, 0.35, 0.25)),
    rule(rf"{AMOUNT}(?:(?:ping pong |tape )?(?:echo(?:es|ing|ey|y)?|delay(?:s|ed)?)){AFTER}", _echo),
)  # fmt: skip
MACHINE: tuple[Rule, ...] = (
    always(r"(?:(?:tube|tape|warm) )(?:saturation|warmth)|chaleur (?:a lampes?|analogique)|analog(?:ue)? warmth", Saturation(4.0)),
    rule(rf"{AMOUNT}(?:distort(?:ed|ion)?|distorsion|saturat(?:ed?|ion)|saturee?s?|overdriven?|overdrive|gritty|grit|grittier|dirty|dirtier|crunch(?:y)?|fuzz(?:y)?|blown out|deep ?fried|crade|sale){AFTER}",
         _saturated),
    rule(rf"{AMOUNT}(?:(?:(?:old|worn|worn out|broken|warped|vieille|vieux|usee?|on|sur|from|an?|une?|like|comme) )*(?:cassettes?|tapes?|vhs|walkman|bande magnetique|magneto(?:phone)?|reel to reel)"
         rf"(?: (?:recording|effect|sound|deck|usee?|hiss|wobble|feel))*|wow (?:and|&) flutter|wobbl[ye]|warbl[ye]|warped|pleurage){AFTER}", _taped),
    rule(r"(?:(?:qui|that|which|it|fait|le son|sound|make|moving|fais) )*(?:(?:tourn(?:e|ant|er)|spin(?:s|ning)?|rotat(?:e|es|ing)|mov(?:e|es|ing)|going|goes|circl(?:e|es|ing)|pan(?:s|ned|ning)?|whirling)"
         r" )(?:(?:it|the sound|le son) )?(?:around|round|autour|left to right|from left to right|de gauche a droite|from ear to ear|side to side|in circles|en rond)"
         r"(?: (?:of|de|d))?(?: (?:the|my|your|me|la|ma|l|moi|nous|you))*(?: (?:head|ears?|tete|oreilles?|room|auditeur|listener))?"
         r"|auto ?pan(?:ned|ning)?|(?:from )?left to right|de gauche a droite|rotating|spinning", lambda m: (Motion(8.0, 0.9),)),
)  # fmt: skip

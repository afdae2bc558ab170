"""Words for the parts of a song: left out, alone, louder, softer, kept."""

from __future__ import annotations

import re

from rightsdesk.domain.prompts.rules import Build, Rule, Stay, Wish, always, by_amount, rule
from rightsdesk.domain.prompts.words import AFTER, AMOUNT, ARTICLE, STEM_WORDS, STEMS_LIST
from rightsdesk.domain.recipe import STEMS, Stem

_NO = (
    r"(?:(?:and|but|just|please|et|mais) )?(?:with(?:out)? (?:no|any)|without|no(?: more)?|remov(?:e|es|ed|ing)|drop(?:ping)?|mut(?:e|es|ed|ing)"
    r"|minus|tak(?:e|ing) (?:out|away|off)|cut(?:ting)?(?: out)?|get(?:ting)? rid of|kill(?:ing)?|ditch(?:ing)?|stop|los(?:e|ing)"
    r"|strip(?:ping)?(?: out| away)?|delet(?:e|ing)|eras(?:e|ing)|silenc(?:e|ing)|turn(?:ing)? off|dont want|do not want"
    r"|sans|enlev(?:e|er|ez|es|ant)|supprim(?:e|er|ez)|retir(?:e|er|ez)|coup(?:e|er|ez)|vir(?:e|er|ez|ant)|degag(?:e|er|ez)"
    r"|zapp(?:e|er|ez)|effac(?:e|er|ez)|pas d|pas de|aucune?|plus aucune?|(?:ne )?veux (?:pas|plus)(?: de)?|neither|ni)"
)
_ONLY = (
    r"(?:(?:only|just|solo|isolat(?:e|ed|ing)|extract|leave only|leave just|keep(?:ing)? only|only keep|keep just|just keep|nothing but"
    r"|seulement|uniquement|juste|rien que|isole[rz]?|ne (?:garde[rz]?|laisse[rz]?) que|gard(?:e|er|ez) (?:que|juste|seulement|uniquement))"
    r"|(?:(?:remove|mute|cut|drop|delete|enleve[rz]?|supprime[rz]?|coupe[rz]?|vire[rz]?) )?(?:everything|all|tout)(?: else)?"
    r" (?:except|but|besides|apart from|sauf|hormis|a part))"
)
_LOUDER = (
    r"(?:(?:louder|more|boost(?:ed|ing)?|turn(?:ing)? up|bigger|crank(?: up)?|bring(?: up| out)|raise|pump up|stronger|punchier|heavier|harder"
    r"|plus de|plus d|plus fort|mont(?:e|er|ez)|augment(?:e|er|ez)|boost(?:e|er|ez)|renforc(?:e|er|ez)))"
)
_SOFTER = (
    r"(?:quieter|less|softer|turn(?:ing)? down|lower(?:ing)?|reduce|bring down|weaker|moins de|moins d|baiss(?:e|er|ez)"
    r"|diminu(?:e|er|ez)|adouci(?:s|r))"
)
_IN = r"(?: in| intact| as (?:is|they are|it is)| untouched| comme ca)?"
_ALL_BUT_VOCALS = tuple(Stem(name, None) for name in STEMS if name != "vocals")


def _named(match: re.Match[str]) -> list[str]:
    words = match["stems"]
    found = [name for name in STEMS if re.search(rf"(?<![^ ])(?:{STEM_WORDS[name]})(?![^ ])", words)]
    return [name for name in found if name != "other" or re.search(r"instr|accomp|reste", words)]


def _mute(match: re.Match[str]) -> tuple[Wish, ...]:
    return tuple(Stem(name, None) for name in _named(match))


def _only(match: re.Match[str]) -> tuple[Wish, ...]:
    return tuple(Stem(name, None) for name in STEMS if name not in _named(match))


def _stay(match: re.Match[str]) -> tuple[Wish, ...]:
    return tuple(Stay(("stem", name)) for name in _named(match))


def _gain(little: float, plain: float, much: float) -> Build:
    return lambda match: tuple(Stem(name, by_amount(match, little, plain, much)) for name in _named(match))


def _decibels(match: re.Match[str]) -> tuple[Wish, ...]:
    softer = match.groupdict().get("softer")
    size = float(match["number"])
    return tuple(Stem(name, -abs(size) if softer else size) for name in _named(match))


def _complained(match: re.Match[str]) -> tuple[Wish, ...]:
    """ "The bass is too loud": whoever says so wants less of it."""
    words = match["stems"] or match["stems2"]
    return tuple(
        Stem(name, -6.0) for name in STEMS if re.search(rf"(?<![^ ])(?:{STEM_WORDS[name]})(?![^ ])", words)
    )


_DB = r"(?P<number>[+-]?\d{1,2}(?:\.\d{1,2})?) (?:db|decibels?)"
_UP, _DOWN = _gain(2.5, 5.0, 8.0), _gain(-3.0, -6.0, -10.0)
STEM_RULES: tuple[Rule, ...] = (
    always(r"(?:(?:an?|the|une|la|only|just) )*(?:instrumentale?s?|backing track|bande instrumentale|playback|minus one|version instru)"
           r"(?: (?:only|version|track|mix|please|seulement))*", Stem("vocals", None)),
    rule(rf"{_NO} {ARTICLE}{STEMS_LIST}(?: (?:out|away|parts?|tracks?))*", _mute),
    rule(rf"(?:cut|take|turn|mute|filter) {ARTICLE}{STEMS_LIST} (?:out|off|away)", _mute),
    rule(rf"{STEMS_LIST} (?:removed|muted|gone|off|out|enlevee?s?|coupee?s?|supprimee?s?)", _mute),
    always(r"drumless|drum free", Stem("drums", None)),
    always(r"bassless|bass free", Stem("bass", None)),
    always(r"(?:vocals?|voice)less|(?:vocal|voice) free", Stem("vocals", None)),
    always(r"nobody sings?|no one sings?|personne (?:ne )?chante|no ?one singing|no singing", Stem("vocals", None)),
    rule(rf"{_ONLY} {ARTICLE}{STEMS_LIST}(?: tracks?| parts?)?", _only),
    rule(rf"{STEMS_LIST} (?:only|alone|solo|(?:tou(?:te|t) )?seule?s?|seulement|uniquement)", _only),
    always(r"(?:nobody|nothing|no one) but (?:the )?singer", *_ALL_BUT_VOCALS),
    rule(rf"(?:{_LOUDER} )?{ARTICLE}{STEMS_LIST} (?:(?:louder|up|at|a|by|de|(?P<softer>softer|quieter|down|lower|moins fort)) )*{_DB}"
         , _decibels),
    rule(rf"(?:(?P<softer>{_SOFTER})|{_LOUDER}) {ARTICLE}{STEMS_LIST} (?:by |de |d )?{_DB}", _decibels),
    rule(rf"(?:(?P<softer>{_SOFTER})|{_LOUDER}) (?:by |de |d )?{_DB} {ARTICLE}{STEMS_LIST}", _decibels),
    rule(rf"{_DB} (?:(?P<softer>less)|more|on|de|of|sur)(?: more| plus)? {ARTICLE}{STEMS_LIST}", _decibels),
    rule(rf"(?:keep|leave|preserve|with|gard(?:e|er|ez|ant)|en gardant|conserve|laisse[rz]?) (?:in )?(?:the |all the |la |le |les |her |his )+{STEMS_LIST}{_IN}", _stay),
    rule(rf"(?:(?:ne |n )?(?:coupe|enleve|supprime|retire|vire|touche|change)[srz]? pas(?: a| au)?|(?:dont|do not|without) (?:touch|touching|chang(?:e|ing))|sans toucher(?: a| au)?) {ARTICLE}{STEMS_LIST}", _stay),
    rule(rf"{AMOUNT}{_LOUDER} (?:up )?{ARTICLE}{STEMS_LIST}{AFTER}", _UP),
    rule(rf"{STEMS_LIST} {AMOUNT}(?:louder|up|boost(?:ed)?|higher in the mix|plus forte?s?|en avant|a fond){AFTER}", _UP),
    rule(rf"{STEMS_LIST} (?:(?:is|are|est|sont) )?(?:way |a bit |un peu )?(?:too|trop) (?:loud|high|fort(?:e|es|s)?)|(?:too much|trop de|trop d) {STEMS_LIST.replace('stems', 'stems2')}", _complained),
    rule(rf"turn {ARTICLE}{STEMS_LIST} up{AFTER}", _UP),
    rule(rf"turn {ARTICLE}{STEMS_LIST} down{AFTER}", _DOWN),
    rule(rf"{AMOUNT}{_SOFTER} (?:down )?{ARTICLE}{STEMS_LIST}{AFTER}", _DOWN),
    rule(rf"{STEMS_LIST} {AMOUNT}(?:quieter|down|softer|lower|moins fort(?:e|es|s)?|plus bas(?:se)?s?|en retrait){AFTER}", _DOWN),
    rule(rf"{_LOUDER}{AFTER} {ARTICLE}{STEMS_LIST}", _UP),
    rule(rf"{_SOFTER}{AFTER} {ARTICLE}{STEMS_LIST}", _DOWN),
    always(r"(?:heavy |big |fat |extra )bass|bassy|plein de basses?", Stem("bass", 5.0)),
)  # fmt: skip

"""Words for the whole: how long it is, how it begins and ends, how loud, and what it is laid over."""

from __future__ import annotations

import re

from rightsdesk.domain.prompts.rules import Build, Length, Rule, Wish, always, number, rule
from rightsdesk.domain.prompts.words import LENGTH
from rightsdesk.domain.recipe import Arrange, Fade, Loudness, Mashup

SHORT_S, LONG_S = 120.0, 300.0
_VERSION = r"(?:version|edit|mix|remix|cut|song|track|clip|extract|snippet|extrait|montage|morceau)"
_MADE = r"(?:(?:last|lasts|lasting|dure|durer|be|about|around|roughly|to|of|de|a|en|for|pendant|under|max|environ|only|juste|just|at|in|down|the|la|first|length|duration|duree|que) )*"


def _seconds(match: re.Match[str]) -> float:
    found = match.groupdict()
    if found.get("part"):
        return 30.0 if "minute" in found["part"] else 1800.0
    if found.get("hours"):
        return 3600 * (float(found["hours"]) if found["hours"][-1].isdigit() else 1.0)
    if found.get("seconds"):
        return float(found["seconds"])
    minutes = found["minutes"]
    whole = 1.0 if not minutes[-1].isdigit() else float(minutes)
    return 60 * (whole + (0.5 if found.get("half") else 0)) + float(found.get("rest") or 0)


def _length(match: re.Match[str]) -> tuple[Wish, ...]:
    found = match.groupdict()
    return (Length(_seconds(match)),) if any(map(found.get, ("seconds", "minutes", "hours", "part"))) else ()


def _arranged(form: str) -> Build:
    return lambda match: (Arrange(form, LONG_S if form == "extended" else SHORT_S), *_length(match))


def _fade(first: float, last: float) -> Build:
    def build(match: re.Match[str]) -> tuple[Wish, ...]:
        found = match.groupdict().get("number")
        seconds = float(found) if found else None
        return (Fade(seconds or first if first else 0.0, seconds or last if last else 0.0),)

    return build


_OVER = r"(?: (?:(?:over|of|for|for about|de|en|sur|pendant|a) )*(?P<number>\d{1,2}(?:\.\d)?) (?:seconds?|s|secondes?))?"
_TITLE = r"(?: (?!(?:but|mais|and|et|at|avec|with)(?![^ ]))[^ \x00]*[^\W\x00][^ \x00]*)"
_OTHER = r"(?:the )?(?:other|2nd|second|2) (?:song|track|one)|(?:l )?autre (?:chanson|morceau|titre|son)|(?:the )?(?:2|two|both) (?:songs|tracks)|(?:les )?(?:2|deux) (?:chansons|morceaux|titres)"
_MIX = r"(?:mash(?:ed)? ?up|mashing up|mash|blend(?:ed)?|combine[ds]?|merge[ds]?|melange[rz]?|fusionne[rz]?|crossover|mix(?:ed)?)"
MASHUP: tuple[Rule, ...] = (
    always(rf"(?:put |lay |place |mets |pose )?(?:(?:the|her|his|these|this|my|la|sa|cette|les) )*(?:vocals?|voices?|acapella|voix)(?: of (?:this|it))? (?:over|on|onto|on top of|sur) (?:(?:the|la|le|l) )*"
           rf"(?:beat|instrumentale?|music|backing|instrumentals?|musique) (?:of|from|de) (?:{_OTHER})|(?:put |lay |place )?(?:(?:the|her|his|these|this) )*(?:vocals?|voice|acapella) (?:over|on|onto) (?:the )?(?:other|second|2nd) (?:songs?|tracks?) ?(?:beat|instrumental|music)?", Mashup("backing", 0.0)),
    always(rf"(?:put |lay |place |mets |pose )?(?:(?:the|la|les|le) )*(?:vocals?|voices?|acapella|voix) (?:of|from|de) (?:{_OTHER}) (?:over|on|onto|on top of|sur) (?:(?:this|the|it|cette?|la|le|l) )*"
           r"(?:beat|instrumentale?|music|song|track|one|it|musique|chanson|morceau)?", Mashup("vocals", 0.0)),
    always(rf"{_MIX} (?:(?:together|of|these|ensemble|les|the|de) )*(?:{_OTHER})(?: (?:together|ensemble))?|(?:play )?both songs (?:at once|at the same time|together)|les 2 chansons en meme temps", Mashup("all", 0.0)),
    rule(rf"(?:an? |un )?(?:mash(?:ed)?(?: (?:this|it|them|ca))? ?up|mashing up|mash|crossover)(?: (?:this|it|them|the song|version|remix|cette chanson))*(?: (?:with|and|of|avec|de|et|x)(?: (?:{_OTHER})|{_TITLE}{{1,8}}))?",
         lambda m: (Mashup("vocals", 0.0),)),
    always(rf"{_MIX} (?:(?:this|it|ca|la|le) )*(?:with|and|avec|et) (?:{_OTHER})", Mashup("vocals", 0.0)),
)  # fmt: skip
WHOLE: tuple[Rule, ...] = (
    rule(r"fade(?:s|d)? (?:in and (?:fade )?out|in (?:&|\+) out)" + _OVER, _fade(3.0, 5.0)),
    rule(rf"(?:long |slow |short )?(?:fade(?:s|d)?(?: it)? ?in|fondu (?:d entree|au debut|d ouverture)){_OVER}|(?:3|smooth|gentle) (?:fade )?start", _fade(3.0, 0.0)),
    rule(rf"(?:long |slow |short )?(?:fade(?:s|d)?(?: it)? ?out|fade|fading(?: out)?|fondu(?: (?:de sortie|a la fin|de fin|final|en sortie))?){_OVER}", _fade(0.0, 5.0)),
    rule(rf"(?:(?:on (?:a )?)?loop(?:ed|ing|s)?(?: (?:it|this|the (?:song|beat|best part|groove)|version))?|(?:en|mets? en|fais une|une) boucle|boucle|on repeat|over and over|again and again|endless(?:ly)?)(?: {_MADE}{LENGTH})?", _arranged("loop")),
    rule(rf"{LENGTH} (?:(?:long|lofi) )?(?:loop(?:ed)?|en boucle|boucle)", _arranged("loop")),
    rule(rf"(?:(?:an? )?(?:longer|extended|long|dj) (?:intro|outro)(?: (?:and|&) (?:intro|outro))?(?: (?:for|pour)(?: the| les)? djs?)?|(?:intro|outro)s? (?:plus )?(?:longues?|etendues?)|dj (?:edit|friendly|version)"
         rf"|extended(?: (?:mix|version|edit|remix|cut))?|extend(?: (?:it|the song|this))?|(?:much |a bit |a little |un peu |beaucoup )?(?:longer|plus longue?|lengthen|rallong(?:e|er|ez|ee)|allong(?:e|er|ez))(?: (?:version|edit|mix))?|(?:version|mix) longue?|12 inch(?: mix)?|maxi)(?: {_MADE}{LENGTH})?", _arranged("extended")),
    rule(rf"(?:(?:much |a bit |a little |un peu |beaucoup )?(?:shorter|plus courte?|shorten(?:ed)?|raccourci(?:s|r|e|ssez)?|abreg(?:e|er|ez|ee)|trim(?:med)?|short (?:version|edit|clip)|version courte|format court|cut (?:it )?(?:down|short)|snippet|extrait|tiktok(?: edit| version| sound)?|for (?:tiktok|reels|shorts))(?: (?:it|version|edit))?)(?: {_MADE}{LENGTH})?", _arranged("radio")),
    rule(rf"(?:(?:cut|trim|make it|reduce|bring|coupe[rz]?|reduis|fais) (?:it |this |la |le )?)?{_MADE}{LENGTH}(?: {_VERSION})?(?: (?:version|edit|max|maximum|only))?", _length),
    rule(rf"{_VERSION} {_MADE}{LENGTH}", _length),
    rule(r"(?:(?:at|to|a|master(?:ed)?|loudness|normali[sz]ed?) )*(?P<number>-\d{1,2}(?:\.\d)?) ?(?:lufs|lkfs)", lambda m: (Loudness(number(m)),)),
)  # fmt: skip

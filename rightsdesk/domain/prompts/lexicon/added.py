"""Words for what is played on top: drums, held chords, rain and crackle, harmonies of the singer's own voice."""

from __future__ import annotations

import re

from rightsdesk.domain.prompts.rules import Build, Rule, Wish, always, by_amount, rule
from rightsdesk.domain.prompts.words import AFTER, AMOUNT
from rightsdesk.domain.recipe import Ambience, Drums, Harmony, Operation, Pad

_BEAT = r"(?:drums?|beats?|drum ?(?:loops?|patterns?|kit)|groove|rhythms?|percussions?)"
_RYTHME = r"(?:beats?|rythme|batterie|percussions?|boite a rythmes?)"
ANY_DRUMS = Drums("rock", -8.0)
"""Drums asked for without saying which."""
ANY_PAD = Pad("warm", -12.0)
_PATTERNS = {
    "lofi": (-9.0, r"lo ?fi|hip hop|boom bap|chill(?:hop)?", ""),
    "house": (-7.0, r"house|techno|dance|club|4 on the floor|4 to the floor|4 x 4", "four to the floor kick"),
    "dnb": (
        -7.0,
        r"dnb|d & b|d n b|drum (?:and|&|n) bass|jungle|breakbeat|breaks?|amen",
        "amen break|breakbeats?",
    ),
    "rock": (-7.0, r"rock|punk|live", ""),
    "trap": (-8.0, r"trap|808|drill", "808 s|808|rolling hi hats|hi hat rolls"),
    "reggaeton": (-8.0, r"reggaeton|dembow|perreo|latin", "dembow"),
    "bossa": (-9.0, r"bossa(?: nova)?|samba", ""),
    "disco": (-8.0, r"disco|funk", ""),
}


def _drums(pattern: str, gain_db: float) -> Build:
    return lambda match: (Drums(pattern, by_amount(match, gain_db - 4, gain_db, gain_db + 3)),)


def _pattern_rule(pattern: str) -> Rule:
    gain_db, words, alone = _PATTERNS[pattern]
    also = f"|{alone}" if alone else ""
    return rule(
        rf"{AMOUNT}(?:(?:an? )?(?:{words}) (?:style )?{_BEAT}|{_RYTHME} (?:de |style )?(?:{words}){also}){AFTER}",
        _drums(pattern, gain_db),
    )


def _level(make: type[Ambience | Pad], sound: str, gain_db: float) -> Build:
    return lambda match: (make(sound, by_amount(match, max(gain_db - 5, -24.0), gain_db, gain_db + 5)),)


def _harmony(match: re.Match[str]) -> tuple[Wish, ...]:
    words = match[0]
    interval = "third"
    for name, said in (("octave", "octave"), ("fifth", "fifth|quinte"), ("third", "third|tierce")):
        interval = name if re.search(said, words) else interval
    found: Operation = Harmony(interval, by_amount(match, -12.0, -8.0, -5.0))
    return (found,)


_SOFT_WORD = (
    r"(?:(?:soft|warm|lush|gentle|synth|dreamy|nice|new|some|held|simple|chaude?s?|douce?s?|de|du|synthe) )*"
)
_SOUNDS = (
    r"(?: (?:sounds?|noises?|effects?|ambience|atmosphere|in the background|en fond|falling|qui tombe))*"
)
_FROM = r"(?:(?:sounds? of(?: the)?|bruit(?:age)?s? d[eu](?: la)?|bruit d|son d[eu](?: la)?|noise of) )?"
DRUM_RULES: tuple[Rule, ...] = (
    *(_pattern_rule(pattern) for pattern in _PATTERNS),
    always(r"(?:with|add(?:ing)?|put(?: in)?|throw in|new|avec|ajout(?:e|er|ez|ant)|rajout(?:e|er|ez)|mets|mettre|met) (?:me |some |a |an |the |une? |de la |du |des |un peu de |more |1 )*"
           r"(?:drums?|beat|batterie|drum ?(?:beat|track|loop)|percussions?)(?: track)?", ANY_DRUMS),
)  # fmt: skip
ADDED: tuple[Rule, ...] = (
    rule(rf"{AMOUNT}(?:(?:vocal|backing|close|sung|own|voice) )?(?:harmon(?:y|ies|ize[ds]?|ise[ds]?|izing)|harmonisee?s?|harmonise[rz]?|harmonies?)(?: (?:vocales?|vocals?|the|la|le|les|voix|voice|on|with|sur|of|in))*"
         r"(?: (?:(?:an?|the|in|une?|en|a|la|l|at|d|the same) )*(?:thirds?|fifths?|octaves?|tierces?|quintes?))?(?: (?:above|up|higher|au dessus|plus haut))?", _harmony),
    rule(r"(?:doubl(?:e|ed|ing) (?:the |her |his |la )?(?:vocals?|voices?|voix)|(?:a )?(?:2|second) voice|une 2 voix)(?: (?:(?:an?|in|une?|en|a|la|l|at) )*(?:third|fifth|octave|tierce|quinte))?(?: (?:above|up|higher|au dessus|plus haut))?", _harmony),
    rule(rf"{AMOUNT}{_SOFT_WORD}(?:string(?:s)? ?(?:pad|chords|section)?|strings|cordes|nappes? de (?:violons?|cordes)){AFTER}", _level(Pad, "strings", -12.0)),
    rule(rf"{AMOUNT}{_SOFT_WORD}(?:(?:piano|rhodes|keyboard|keys?|electric piano|e piano|organ) (?:chords?|pads?)|rhodes|keys|keyboards?|accords (?:de |au )?(?:piano|claviers?)|claviers?){AFTER}",
         _level(Pad, "keys", -12.0)),
    rule(rf"{AMOUNT}{_SOFT_WORD}(?:pads?|chords?|synth (?:pads?|chords?)|nappes?(?: de synthe(?:tiseur)?s?)?|accords){AFTER}", _level(Pad, "warm", -12.0)),
    rule(rf"{AMOUNT}(?:rain(?:y|fall|drops?|ing|storm)?|{_FROM}(?:the )?(?:rain|pluie|gouttes(?: de pluie)?)|pluie|pluvieu(?:x|se)|il pleut)(?: (?:day|sound))?{_SOUNDS}{AFTER}", _level(Ambience, "rain", -20.0)),
    rule(rf"{AMOUNT}{_FROM}(?:(?:old|dusty|vieux|like an?|comme un|on|sur|an?|un) )*(?:vinyl?e?s?(?: records?)?|record player|(?:vinyl|record|disque) ?(?:noise|crackles?|scratches|raye|vinyle)?|crackl(?:e|es|ing|y)|craquements?|crepitements?|tourne disque|dust and scratches)"
         rf"(?: (?:crackles?|noise|hiss|sounds?|effect|de|du|vinyle?|disque|qui craque))*{AFTER}", _level(Ambience, "vinyl", -22.0)),
    rule(rf"{AMOUNT}{_FROM}(?:(?:the|a|la|le|les|l) )?(?:ocean(?: waves?)?|sea(?:side)?(?: waves?)?|waves?|beach|plage|mer|vagues|bord de mer|surf)(?: waves| de la mer)?{_SOUNDS}{AFTER}", _level(Ambience, "waves", -20.0)),
)  # fmt: skip

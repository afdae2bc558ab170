"""A prompt is read: every token is claimed by the first rule that knows it, then the claims are heard in the order they
were written. What the words mean is in `lexicon`; how wishes become one recipe is in `settling`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from rightsdesk.domain.prompts.lexicon import MASHUP, RULES
from rightsdesk.domain.prompts.names import find_bare_names, find_names
from rightsdesk.domain.prompts.rules import Rule, Wish
from rightsdesk.domain.prompts.stop_words import STOP_WORDS
from rightsdesk.domain.prompts.text import USED, Text, read_text
from rightsdesk.domain.recipe import Ambience, Drums, Echo, Harmony, Pad, Reverb, Saturation, Tape

_NEGATION = re.compile(
    r"(?<![^ ])(?:(?P<removed>remov(?:e|ing)|tak(?:e|ing) (?:away|out|off)|cut|kill|drop|mute|get rid of|lose|delete|stop|enlev(?:e|er|ez)|supprim(?:e|er|ez)|retir(?:e|er|ez)|vir(?:e|er|ez)|coup(?:e|er|ez))|too|trop|not|no|dont|do not|doesnt|never|without|isnt|nothing|less|avoid|anything (?:else )?(?:but|except)|except|tout sauf|sauf|instead of|rather than|no need to|isnt"
    r"|pas|sans|jamais|ni|n|ne|moins|plutot que(?: de)?|au lieu d[eu]?|evite[rz]?|pas besoin d[e]?)"
    r"(?: (?:too|so|any|the|a|an|make|it|be|to|want|add|adding|use|with|that|getting|going|as|of|more|much|many|some|trop|pas|de|d|du|plus|le|la|les|l|un|une|me|veux|y|mettre|mets|ajoute[rz]?))* $"
)
_REMOVAL = r"remov(?:e|ing)|take (?:away|out|off)|cut|kill|drop|mute|get rid of|lose|delete|enleve[rz]?|supprime[rz]?|retire[rz]?|vire[rz]?|coupe[rz]?"
_DENIAL = re.compile(rf"(?:no|without|sans|not|dont|pas|ni|aucune?|minus|{_REMOVAL})(?![^ ])")
_STRONG = re.compile(rf"(?:without|sans|{_REMOVAL})(?![^ ])")
_THINGS = (Reverb, Echo, Ambience, Pad, Drums, Harmony, Saturation, Tape)
"""What a no goes on to behind "and": "without drums and reverb", but not "without drums and slower"."""
_OR = ("or", "nor", "ni", "ou")
_SMALL_WORDS = frozenset(
    ["the", "any", "a", "an", "no", "le", "la", "les", "de", "d", "du", "des", "un", "une"]
)
_ADDITIVE = re.compile(r"(?:more|with|add|avec|ajoute|plus|lots|a lot|beaucoup|only|just)(?![^ ])")


@dataclass(frozen=True, slots=True)
class Claim:
    """Tokens (half-open) that one rule reads. `negated`: they were said with a no before them; `removed`: as something to take out of the recording."""

    first: int
    after: int
    rule: Rule
    wishes: tuple[Wish, ...]
    match: str
    negated: bool = False
    removed: bool = False


@dataclass(slots=True)
class Read:
    """Each token's fate: a claim, a name, a word that carries no wish, or nobody's."""

    text: Text
    claims: list[Claim] = field(default_factory=list)
    names: list[tuple[int, int, int]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def take(self, first: int, after: int) -> None:
        self.text.use(first, after)
        self.taken.update(range(first, after))


def read(prompt: str) -> Read:
    """Never raises."""
    found = Read(read_text(prompt))
    _claim(found, MASHUP)
    spans = cache(lambda: _phrases(found.text))
    for name in find_names(found.text, _is_lexicon, lambda first, after: _covers(spans(), first, after)):
        _name(found, name)
    _claim(found, RULES)
    for name in find_bare_names(found.text, lambda place: place not in found.taken):
        if not found.taken & set(range(name[0], name[2])):
            _name(found, name)
    found.claims.sort(key=lambda claim: claim.first)
    _hear_negations(found)
    return found


def left_over(found: Read) -> list[tuple[int, int]]:
    """Runs of words (tokens, half-open) that nobody read and that carry a wish."""
    runs: list[tuple[int, int]] = []
    for place, token in enumerate(found.text.tokens):
        carries = any(word not in STOP_WORDS for word in token.plain.split())
        if not token.is_word or place in found.taken or not carries:
            continue
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _phrases(text: Text) -> list[tuple[int, int]]:
    """Every phrase of the trade as tokens (half-open)."""
    return [
        text.span(*match.span())
        for rule in RULES
        for match in rule.pattern.finditer(text.joined)
        if match[0] and USED not in match[0]
    ]


def _covers(spans: list[tuple[int, int]], first: int, after: int) -> bool:
    return any(begin < first and after <= end for begin, end in spans)


def _is_lexicon(words: str) -> bool:
    return any(rule.pattern.fullmatch(words) and not rule.reason for rule in RULES)


def _name(found: Read, name: tuple[int, int, int]) -> None:
    found.names.append(name)
    found.take(name[0], name[2])


def _claim(found: Read, rules: tuple[Rule, ...]) -> None:
    for rule in rules:
        for match in list(rule.pattern.finditer(found.text.joined)):
            if not match[0] or USED in found.text.joined[match.start() : match.end()]:
                continue
            wishes = rule.build(match)
            if wishes or rule.reason:
                first, after = found.text.span(*match.span())
                found.claims.append(Claim(first, after, rule, wishes, match[0]))
                found.take(first, after)


def _hear_negations(found: Read) -> None:
    """A no before a phrase counts for it, and for what is joined to it by "or"."""
    words = " ".join(token.plain for token in found.text.tokens)
    heard: list[Claim] = []
    for claim in found.claims:
        no = _NEGATION.search(found.text.joined, 0, found.text.before(claim.first))
        if no:
            first = found.text.span(no.start(), no.end())[0]
            after, removed = _behind_pas(found, claim, no[0]), no["removed"] is not None
            claim = replace(claim, first=first, after=after, negated=True, removed=removed)
            found.take(first, claim.after)
        elif heard and _denies(heard[-1]) and _goes_on(found, words, heard[-1], claim):
            claim = replace(claim, negated=True)
        heard.append(claim)
    found.claims = heard


def _behind_pas(found: Read, claim: Claim, no: str) -> int:
    """French puts the verb between: "n'accélère pas"."""
    tokens = found.text.tokens
    follows = claim.after < len(tokens) and tokens[claim.after].plain in ("pas", "jamais")
    return claim.after + 1 if follows and no.startswith("n") else claim.after


def _denies(claim: Claim) -> bool:
    return claim.negated or _DENIAL.match(claim.match) is not None


def _goes_on(found: Read, words: str, before: Claim, claim: Claim) -> bool:
    """Whether the no of the claim before counts for this one: "no drums, echo or rain"."""
    between = [token.plain for token in found.text.tokens[before.after : claim.first]]
    joint = next((word for word in between if word not in _SMALL_WORDS), "")
    if len([word for word in between if word not in _SMALL_WORDS]) != 1 or _ADDITIVE.match(claim.match):
        return False
    following = found.text.tokens[claim.after].plain if claim.after < len(found.text.tokens) else ""
    strong = _STRONG.match(words, found.text.before(before.first)) is not None
    if joint in _OR:
        return True
    things = all(isinstance(wish, _THINGS) for wish in claim.wishes)
    return things and ((joint in ("and", "et") and strong) or (joint == "," and following in _OR))

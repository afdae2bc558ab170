"""Where a prompt names an artist ("in the style of ...", "comme ..."): the phrases before a name, and where a name ends.
A name reported too often costs a look; a name missed would cost a right."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*|[$&]")
LIKE = re.compile(
    r"(?<!\w)(?:(?:in |with )?the (?:style|voice|manner|vein|spirit) of|sung by|performed by|as if (?:it was )?by|"
    r"(?:to )?(?:sound|sing|rap|feel)(?:s|ing)? (?:just )?like|inspired by|reminiscent of|like|"
    r"(?:dans|a) (?:le style|la maniere) d[eu']|avec la voix d[eu']|la voix d[eu']|chante(?:e|r)? par|"
    r"inspire(?:e|r)? (?:de|par)|a la(?: maniere de)?|facon|comme) ?"
)
_NO_NAME = frozenset(
    [
        "a",
        "an",
        "it",
        "this",
        "that",
        "these",
        "those",
        "you",
        "we",
        "i",
        "they",
        "he",
        "she",
        "in",
        "on",
        "under",
        "if",
        "when",
        "before",
        "of",
        "my",
        "your",
        "un",
        "une",
        "ce",
        "cet",
        "cette",
        "ca",
        "si",
        "sous",
        "dans",
        "sur",
        "quand",
        "avant",
        "moi",
        "toi",
        "il",
        "elle",
        "on",
        "je",
    ]
)
_NAME_ENDS = frozenset(
    [
        "with",
        "but",
        "and",
        "or",
        "at",
        "in",
        "avec",
        "mais",
        "et",
        "ou",
        "en",
        "slower",
        "faster",
        "please",
        "svp",
        "version",
    ]
)


def name_end(original: str, folded: str, start: int) -> int:
    """A name is up to five words, without a break; small connecting words end it unless a capital follows."""
    end = start
    for count, word in enumerate(WORD.finditer(folded, start)):
        between = folded[end : word.start()].strip("\"'“”«» ")
        if count == 5 or between or (count == 0 and word[0] in _NO_NAME):
            break
        if word[0] in _NAME_ENDS and not (count and _capital_follows(original, word.end())):
            break
        end = word.end()
    return end


def _capital_follows(original: str, end: int) -> bool:
    following = original[end:].lstrip()
    return bool(following) and following[0].isupper()

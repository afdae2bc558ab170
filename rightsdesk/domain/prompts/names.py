"""Where a prompt names an artist ("in the style of ...", "comme ...", "drake type beat"): which tokens are the name.
A name reported too often costs a look; a name missed would cost a right."""

from __future__ import annotations

import re
from collections.abc import Callable

from rightsdesk.domain.prompts.known_artists import KNOWN
from rightsdesk.domain.prompts.near import NEAR
from rightsdesk.domain.prompts.slips import TRADE
from rightsdesk.domain.prompts.stop_words import STOP_WORDS
from rightsdesk.domain.prompts.text import Text
from rightsdesk.domain.prompts.words import several

_LIKE = re.compile(
    r"(?<![^ ])(?:(?:in |with )?the (?:style|voice|manner|vein|spirit) of|(?:originally )?(?:sung|performed|covered|remixed|played|rapped) by|cover by|"
    r"as if (?:it was |it were )?(?:sung |made )?by|"
    r"(?:to )?(?:sounds?|sing|rap|feel)(?:s|ing)? (?:just |more |a bit )?like|inspired by|reminiscent of|voice of|feat|ft|featuring|"
    r"(?<!would )(?<!id )(?<!ill )(?<!i )(?<!you )(?<!dont )like|"
    r"(?:dans |a )(?:le style|la maniere|l esprit) (?:de|d|du)|(?:avec )?la voix (?:de|d|du)|voix d[eu]|chante(?:e|r)? par|repris(?:e)? par|"
    r"inspire(?:e|r)? (?:de|par|d)|a la(?: maniere (?:de|d))?|facon|comme|"
    r"(?P<capital>by|par|style|version|type|genre|ambiance|remix|vibes?|flow))(?![^ ])"
)
_AFTER_NAME = re.compile(
    r" (?:type beats?|s? ?(?:style|vibes?|voice|flow|sound|type|version|cover|remix|song)|core)(?![^ ])"
)
_NO_NAME = frozenset(several("""
    a an it its this that these those you we i im they he she in on under if when before of my your our his her their at
    for from with without the really super very so way totally crazy more less much too un une ce cet cette ces ca c si sous
    dans sur quand avant avec sans moi toi il elle on je j d du des de la le les l en au aux mes tes nos vos mon ma ton ta
    s habitude original never always coming played playing being heard someone somebody everyone nothing something there me us what how
"""))  # fmt: skip
_ARTICLES = frozenset(several("the la le les l"))
_LINKS = _ARTICLES | {"of", "de", "d", "du", "des", "a", "my", "your"}
_COMMON = frozenset(several("""
    original originale sea beach club car party movie movies night past future sun sky radio ocean water dream space room
    dance song music vent soleil ciel nuit film plage voiture reve lune premiere fois the end other one first second last
    maison fin place guitare flute piano suite francaise base main mode demande 80 90 70 60 old days same way concert stage street train bar cafe lounge elevator game video
"""))  # fmt: skip
_ENDS = frozenset(several("""
    with but and or at in avec mais et ou en slower faster please svp stp version voice style type beat would did does
    without sans plus but if then also on for pour instead singing sings did style vibe vibes
"""))  # fmt: skip
_MOODS = frozenset(word for words in NEAR for word in words.split())
_MOST_WORDS = 5


def find_names(
    text: Text, is_lexicon: Callable[[str], bool], is_covered: Callable[[int, int], bool]
) -> list[tuple[int, int, int]]:
    """Names as tokens: where the phrase that leads to it begins, where the name begins and ends (half-open).
    `is_lexicon`: these words are a phrase of the trade; `is_covered`: these tokens are inside a longer one."""
    found: list[tuple[int, int, int]] = []
    position = 0
    while match := _LIKE.search(text.joined, position):
        position = match.end()
        lead, first = text.span(*match.span())
        first = _behind_quote(text, first)
        after = _name_end(text, first)
        capital = match["capital"] is None or (first < after and is_capital(text, first))
        hidden = not has_capital(text, first, after) and is_covered(lead, after)
        if after > first and capital and not hidden and not _is_common(text, first, after, is_lexicon):
            found.append((lead, first, after))
            position = text.before(after) if after < len(text.tokens) else len(text.joined)
    return found


def find_bare_names(text: Text, is_free: Callable[[int], bool]) -> list[tuple[int, int, int]]:
    """Names without a word that leads to them, among the tokens nobody has read: well-known ones, and words before
    "type beat", "vibes" or "'s voice"."""
    return [*_known(text, is_free), *_before_style(text, is_free)]


def is_capital(text: Text, place: int) -> bool:
    return place < len(text.tokens) and text.original[text.tokens[place].start].isupper()


def _behind_quote(text: Text, place: int) -> int:
    while place < len(text.tokens) and text.tokens[place].plain in ("'", '"', "“", "«", "(", ":", "."):
        place += 1
    return place


def _name_end(text: Text, first: int) -> int:
    """A name is up to five words, without a break; small connecting words end it unless a capital follows."""
    after = first
    for place in range(first, len(text.tokens)):
        token, count = text.tokens[place], place - first
        if "\x00" in text.joined[text.before(place) : text.before(place) + 1] or count >= _MOST_WORDS + 1:
            break
        if not token.is_word:
            if not (count and _is_inside(text, place)):
                break
            continue
        if count == 0 and (token.plain in _NO_NAME - _ARTICLES or _is_figure(text, place)):
            break
        if _ends_name(text, place, count):
            break
        after = place + 1
    return after


def _ends_name(text: Text, place: int, count: int) -> bool:
    plain = text.tokens[place].plain
    if plain in _ENDS:
        return not (count and is_capital(text, place + 1))
    small = plain in TRADE or (plain in _NO_NAME and plain not in _LINKS)
    return count > 0 and small and not is_capital(text, place)


def _is_figure(text: Text, place: int) -> bool:
    return text.tokens[place].plain[-1].isdigit() and not is_capital(text, place + 1)


def _is_inside(text: Text, place: int) -> bool:
    """A sign inside a name: AC/DC, P!nk, will.i.am, Simon & Garfunkel."""
    tokens = text.tokens
    if place + 1 >= len(tokens) or not tokens[place + 1].is_word:
        return False
    tight = tokens[place - 1].end == tokens[place].start and tokens[place].end == tokens[place + 1].start
    return tight or (tokens[place].plain in "&+" and is_capital(text, place + 1))


def _is_common(text: Text, first: int, after: int, is_lexicon: Callable[[str], bool]) -> bool:
    """Whether these words are no name: words of the trade, moods, common things written small."""
    plain = [token.plain for token in text.tokens[first:after]]
    if is_lexicon(" ".join(plain)) or all(_is_everyday(word) for word in plain):
        return True
    if has_capital(text, first, after):
        return False
    small = plain[1:] if plain[0] in _ARTICLES else plain
    return not small or small[0] in _COMMON or plain[0] in _ARTICLES - {"the"}


def _is_everyday(word: str) -> bool:
    return word in TRADE or word in STOP_WORDS or word in _MOODS


def has_capital(text: Text, first: int, after: int) -> bool:
    return any(is_capital(text, place) for place in range(first, after))


def _known(text: Text, is_free: Callable[[int], bool]) -> list[tuple[int, int, int]]:
    plain = [token.plain for token in text.tokens]
    found = []
    place = 0
    while place < len(plain):
        sizes = [n for n in (3, 2, 1) if _is_known(plain[place : place + n], n)]
        if sizes and all(is_free(each) for each in range(place, min(place + sizes[0], len(plain)))):
            found.append((place, place, place + sizes[0]))
        place += sizes[0] if sizes else 1
    return found


def _is_known(words: list[str], count: int) -> bool:
    if len(words) < count:
        return False
    return tuple(words) in KNOWN or (words[-1].endswith("s") and (*words[:-1], words[-1][:-1]) in KNOWN)


def _before_style(text: Text, is_free: Callable[[int], bool]) -> list[tuple[int, int, int]]:
    found = []
    for match in _AFTER_NAME.finditer(text.joined):
        end = text.span(match.start() + 1, match.start() + 2)[0]
        first = end
        beat = match[0].startswith(" type beat")
        while first > 0 and end - first < 4 and is_free(first - 1) and _may_be(text, first - 1, end, beat):
            first -= 1
        if first < end and (beat or _looks_named(text, first, end)):
            found.append((first, first, end))
    return found


def _may_be(text: Text, place: int, end: int, beat: bool) -> bool:
    token = text.tokens[place]
    if not token.is_word:
        return 0 < place < end - 1 and _is_inside(text, place)
    common = _is_everyday(token.plain) or token.plain in _ENDS
    return not common and (beat or is_capital(text, place) or _owns(text, place))


def _owns(text: Text, place: int) -> bool:
    token = text.tokens[place]
    return text.original[token.start : token.end].replace("’", "'").endswith("'s")


def _looks_named(text: Text, first: int, end: int) -> bool:
    """A capital at the very beginning says nothing by itself."""
    return first > 0 or end - first > 1 or _owns(text, first)

"""A prompt as tokens: each a piece of the original, with the plain word the lexicon knows it by.
Rules read `joined`, the plain words with single spaces; what was read is blanked out there, so nothing is read twice."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from rightsdesk.domain.prompts.numbers import number_at
from rightsdesk.domain.prompts.slips import mended
from rightsdesk.domain.prompts.words import several

USED = "\x00"
_TOKEN = re.compile(
    r"(?P<mixed>(?:8|9|16)d(?![^\W_]))|(?P<without>w/o(?!\w))|(?P<with>w/)"
    r"|(?P<clock>(?<!\d)\d{1,2}(?::| ?(?:min|mn|m|') ?)[0-5]\d(?![\d:]|[^\W_])(?: ?s(?:ec)?(?!\w))?)"
    r"|(?P<fraction>\d{1,2}/\d{1,2})"
    r"|(?P<number>(?:(?<![\w)])[+-] ?(?=\d))?\d+(?:[.,]\d{1,3})?(?!\d*d(?![^\W_])))"
    r"|(?P<times>x(?=\d))|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<sign>[^\w\s]|_)"
)
_ELIDED = frozenset(several("l d j m t s n c qu jusqu lorsqu"))
"""French words that lose their vowel before another: l'eau is two words, don't is one."""
_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss", "×": "x", "−": "-", "–": "-", "—": "-", "♯": "#"}


@dataclass(frozen=True, slots=True)
class Token:
    """`plain` may hold several words ("90bpm" is two tokens, "instru" one)."""

    start: int
    end: int
    plain: str
    is_word: bool


@dataclass(slots=True)
class Text:
    original: str
    tokens: tuple[Token, ...]
    joined: str = ""
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.joined = " ".join(token.plain for token in self.tokens)
        lengths = (len(token.plain) + 1 for token in self.tokens)
        self._starts = [0, *accumulate(lengths)][: len(self.tokens)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The tokens (half-open) that characters of `joined` belong to."""
        return bisect_right(self._starts, start) - 1, bisect_right(self._starts, max(end - 1, start))

    def use(self, first: int, after: int) -> None:
        """Take these tokens, so that no other rule reads them."""
        begin, end = self._starts[first], self._starts[after - 1] + len(self.tokens[after - 1].plain)
        self.joined = self.joined[:begin] + USED * (end - begin) + self.joined[end:]

    def before(self, first: int) -> int:
        """Where in `joined` this token begins."""
        return self._starts[first]

    def words(self, first: int, after: int) -> str:
        """These tokens as they were written."""
        return self.original[self.tokens[first].start : self.tokens[after - 1].end]


def read_text(prompt: str) -> Text:
    """Never raises."""
    original = " ".join(prompt.split())
    folded = "".join(map(_folded, original))
    pieces = [piece for match in _TOKEN.finditer(folded) for piece in _pieces(match)]
    return Text(original, tuple(_numbered(_percents(pieces))))


def _folded(character: str) -> str:
    """One small letter without its accent for one character, so that positions stay the same."""
    if character in "’‘`´ʼ":
        return "'"
    if character in "×−–—♯":
        return _LETTERS[character]
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 else character


def _pieces(match: re.Match[str]) -> list[Token]:
    start, end = match.span()
    kind, text = str(match.lastgroup), match[0]
    if kind == "word":
        return _word(text, start)
    if kind == "clock":
        minutes, seconds = re.findall(r"\d+", text)[:2]
        return [Token(start, end, f"{int(minutes) * 60 + int(seconds)} seconds", True)]
    plain = {"without": "without", "with": "with", "number": text.replace(",", ".").replace(" ", "")}
    return [Token(start, end, plain.get(kind, text), kind != "sign")]


def _word(text: str, start: int) -> list[Token]:
    """The elided words before an apostrophe, and the word."""
    tokens: list[Token] = []
    head, apostrophe, rest = text.partition("'")
    while apostrophe and head in _ELIDED:
        tokens.append(Token(start, start + len(head), head, True))
        text, start = rest, start + len(head) + 1
        head, apostrophe, rest = text.partition("'")
    letters = "".join(_LETTERS.get(letter, letter) for letter in text.replace("'", ""))
    return [*tokens, Token(start, start + len(text), mended(letters), True)]


def _percents(tokens: list[Token]) -> list[Token]:
    """Two words for % become one token; hyphens between words go: "demi-ton" is two plain words."""
    kept: list[Token] = []
    for place, token in enumerate(tokens):
        hyphen = token.plain == "-" and 0 < place < len(tokens) - 1
        if hyphen and tokens[place - 1].end == token.start and tokens[place + 1].start == token.end:
            continue
        if token.plain in ("cent", "cents") and kept and kept[-1].plain in ("pour", "per"):
            kept[-1] = Token(kept[-1].start, token.end, "%", True)
        else:
            kept.append(token)
    return kept


def _numbered(tokens: list[Token]) -> list[Token]:
    """Numbers in words as digits."""
    plain = [token.plain for token in tokens]
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        found = number_at(plain[place : place + 9])
        taken = found[1] if found else 1
        first, last = tokens[place], tokens[place + taken - 1]
        kept.append(Token(first.start, last.end, f"{found[0]:g}", True) if found else first)
        place += taken
    return kept

"""Territories as people type them: names, ISO codes and TIS groups in any order, to the tokens that terms store."""

import re
from functools import cache

from rightsdesk.domain.territories import NAMES, WORLD_CODE, Places, TerritoryError, name_of
from rightsdesk.domain.tis import GROUPS

JOINING = frozenset({"and", "or", "the", "only", "in"})
EVERYWHERE = ("the world", "world", "worldwide", "everywhere", "ww", "2136")
ALSO = {
    "uk": "GB", "great britain": "GB", "england": "GB", "usa": "US", "united states of america": "US", "holland": "NL",
    "the netherlands": "NL", "czech republic": "CZ", "korea": "KR", "vietnam": "VN", "turkey": "TR", "eu": "2123",
    "ivory coast": "CI",
}  # fmt: skip
LONGEST = 9


def tokens(text: str) -> list[str]:
    """`Germany, FR and Benelux` → ["DE", "FR", "2110"]. Raises TerritoryError with what cannot be read."""
    words = re.findall(r"[^\s,;/]+", text)
    found: list[str] = []
    while words:
        size, token = _longest(words)
        if token and token not in found:
            found.append(token)
        words = words[size:]
    return found


def shown(stored: list[str]) -> str:
    """The tokens by name, as `tokens` reads them back."""
    return ", ".join(_readable(token) for token in stored)


def _readable(token: str) -> str:
    """The name, unless the name would be read as something else."""
    name = name_of(token).replace(",", "")
    return name if _by_name().get(_plain(name)) == token else token


def _longest(words: list[str]) -> tuple[int, str]:
    """How many of the first words name one territory, and its token; a joining word is passed over."""
    for size in range(min(LONGEST, len(words)), 0, -1):
        token = _by_name().get(_plain(" ".join(words[:size])))
        if token:
            return size, token
    if words[0].lower() in JOINING:
        return 1, ""
    return 1, _code(words[0])


def _code(word: str) -> str:
    """A code as it is: small letters only where nothing else could be meant."""
    plain = word.upper()
    if plain in NAMES or plain in {group.code for group in GROUPS}:
        return plain
    if plain.isdigit():
        Places.parse(plain)
        return plain
    raise TerritoryError(
        f"“{word[:40]}” is not a country or region the desk knows. Write names or codes, such as Germany, FR or Europe."
    )


def _plain(name: str) -> str:
    return re.sub(r"[^\w']+", " ", name).strip().casefold()


@cache
def _by_name() -> dict[str, str]:
    named = {_plain(name): code for code, name in NAMES.items()}
    grouped = {_plain(group.name): str(group.number) for group in GROUPS}
    return grouped | named | ALSO | dict.fromkeys(EVERYWHERE, WORLD_CODE)

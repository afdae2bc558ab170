"""Sets of countries: ISO 3166 codes, CISAC's TIS groups, and what is taken out of them.

An expression is read from left to right, as in CWR: `WW -US`, `2120 -276`, `2136 -2108 HR`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import pairwise
from operator import or_

from iso3166 import countries

from rightsdesk.domain import tis

WORLD_CODE = "WW"
NUMBERS: dict[str, int] = {each.alpha2: int(each.numeric) for each in sorted(countries)}
"""alpha-2 code → ISO numeric (and TIS) number."""
_SHORT = {
    "GB": "United Kingdom",
    "US": "United States",
    "KR": "South Korea",
    "KP": "North Korea",
    "IR": "Iran",
}
_SHORT |= {
    "RU": "Russia",
    "BO": "Bolivia",
    "VE": "Venezuela",
    "TZ": "Tanzania",
    "MD": "Moldova",
    "SY": "Syria",
}
NAMES: dict[str, str] = {each.alpha2: each.apolitical_name for each in countries} | _SHORT
LAST = 1000
"""ISO numbers are below it: the world is the range [0, 1000), whatever number a country of tomorrow gets."""
_CODES = tuple(sorted(NUMBERS))
_BIT = {code: 1 << place for place, code in enumerate(_CODES)}
_ALL = (1 << len(_CODES)) - 1
_TOKENS = {
    WORLD_CODE: _ALL,
    "WORLDWIDE": _ALL,
    "WORLD": _ALL,
    tis.WORLD_CODE: _ALL,
    str(tis.WORLD_NUMBER): _ALL,
}
_BASES = [(0, ""), (_ALL, "the world")]
_TOKENS |= _BIT | {str(NUMBERS[code]): bit for code, bit in _BIT.items()}
for _group in tis.GROUPS:
    _mask = reduce(or_, (_BIT[code] for code in _group.members.split()))
    _TOKENS |= {_group.code: _mask, str(_group.number): _mask}
    _BASES.append((_mask, _group.name))
_GROUP_NAMES = {str(key): group.name for group in tis.GROUPS for key in (group.number, group.code)}


class TerritoryError(ValueError):
    """A territory that cannot be understood, in words."""


@dataclass(frozen=True)
class Places:
    """A set of countries as a bit mask: cheap to compare, to intersect and to keep in a cache."""

    mask: int

    @staticmethod
    def parse(territory: "str | Iterable[str] | Places") -> "Places":
        """`"WW -US"`, `["2120", "-276"]` → the countries. Raises TerritoryError for anything unknown or empty."""
        if isinstance(territory, Places):
            return territory
        return _parsed(territory if isinstance(territory, str) else " ".join(territory))

    @staticmethod
    def of_ranges(ranges: Iterable[tuple[int, int]]) -> "Places":
        """The countries whose ISO numbers lie in half-open ranges: the inverse of `ranges`."""
        return _of_ranges(tuple(ranges))

    def __contains__(self, code: object) -> bool:
        return bool(self.mask & _BIT.get(str(code), 0))

    def __and__(self, other: "Places") -> "Places":
        return Places(self.mask & other.mask)

    def __or__(self, other: "Places") -> "Places":
        return Places(self.mask | other.mask)

    def __sub__(self, other: "Places") -> "Places":
        return Places(self.mask & ~other.mask)

    def __le__(self, other: "Places") -> bool:
        return not self.mask & ~other.mask

    def __bool__(self) -> bool:
        return self.mask != 0

    def __len__(self) -> int:
        return self.mask.bit_count()

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Its countries, alpha-2, sorted."""
        return tuple(code for code, bit in _BIT.items() if self.mask & bit)

    @property
    def wide(self) -> bool:
        """Said as the world without some rather than as a list."""
        return len(self) * 2 > len(_CODES)

    @property
    def missing(self) -> tuple[str, ...]:
        """The countries that are not in it."""
        return Places(_ALL & ~self.mask).codes

    @cached_property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of ISO numbers, as an int4multirange keeps them; one set has one such form."""
        if not self.wide:
            return _joined(sorted(NUMBERS[code] for code in self.codes))
        edges = [-1, *sorted(NUMBERS[code] for code in self.missing), LAST]
        return tuple((a + 1, b) for a, b in pairwise(edges) if a + 1 < b)

    def __str__(self) -> str:
        return " ".join([WORLD_CODE, *(f"-{code}" for code in self.missing)] if self.wide else self.codes)

    @property
    def words(self) -> str:
        """For people, as short as groups make it: `the world without Canada`, `France and Germany`, `Benelux`."""
        return _said(self.mask)


WORLD = Places(_ALL)


def name_of(token: str) -> str:
    """The name of a country or TIS group; the token itself when nobody knows it."""
    plain = token.strip().upper()
    if _TOKENS.get(plain) == _ALL:
        return "the world"
    code = next((each for each, bit in _BIT.items() if _TOKENS.get(plain) == bit), plain)
    return NAMES.get(code) or _GROUP_NAMES.get(plain) or token


def number_of(code: str) -> int:
    """The ISO number of an alpha-2 code. Raises TerritoryError."""
    if code not in NUMBERS:
        raise TerritoryError(f"“{code[:20]}” is not a country of ISO 3166.")
    return NUMBERS[code]


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Places:
    mask = 0
    tokens = [each for each in re.split(r"[\s,;]+", text) if each]
    if not tokens:
        raise TerritoryError("No territory is named.")
    for token in tokens:
        minus, plain = token[:1] in ("-", "!"), token.lstrip("-!").upper()
        found = _TOKENS.get(plain) or _TOKENS.get(plain.lstrip("0"))
        if found is None:
            raise TerritoryError(
                f"“{token[:20]}” is not a country (ISO 3166) or territory (TIS) the desk knows."
            )
        mask = mask & ~found if minus else mask | found
    if not mask:
        raise TerritoryError(f"“{text[:60]}” leaves no country at all.")
    return Places(mask)


@lru_cache(maxsize=4096)
def _of_ranges(ranges: tuple[tuple[int, int], ...]) -> Places:
    inside = (code for code, number in NUMBERS.items() if any(a <= number < b for a, b in ranges))
    return Places(reduce(or_, (_BIT[code] for code in inside), 0))


def _joined(numbers: list[int]) -> tuple[tuple[int, int], ...]:
    """Neighbouring numbers as one range, as PostgreSQL writes them."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return tuple(found)


@lru_cache(maxsize=1024)
def _said(mask: int) -> str:
    """The group (or no group) from which the fewest countries have to be named."""
    base, name = min(_BASES, key=lambda each: (mask ^ each[0]).bit_count() + bool(each[0]))
    more = _listed(Places(mask & ~base).codes)
    words = " and ".join(filter(None, [name, more]))
    missing = _listed(Places(base & ~mask).codes)
    return words + (("," if more else "") + f" without {missing}" if missing else "")


def _listed(codes: tuple[str, ...]) -> str:
    names = sorted(NAMES[code] for code in codes)
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))

"""Numbers in words, in English and French: "one hundred and twenty", "quatre-vingt-dix", "two and a half".
Works on folded words; says how many of them a number takes."""

from __future__ import annotations

from collections.abc import Sequence

from rightsdesk.domain.prompts.words import several

_ENGLISH = dict(zip(several("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"), range(20), strict=True))  # fmt: skip
_FRENCH = dict(zip(several("zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"),
    range(17), strict=True)) | {"une": 1}  # fmt: skip
_TENS = dict(
    zip(several("twenty thirty forty fifty sixty seventy eighty ninety"), range(20, 100, 10), strict=True)
)
_DIZAINES = dict(zip(several("vingt trente quarante cinquante soixante"), range(20, 70, 10), strict=True))
_ALONE = {"one", "un", "une"}
"""Articles as often as numbers: they count only inside a longer number."""
_HALVES = (("and", "a", "half"), ("et", "demi"), ("et", "demie"))


def number_at(words: Sequence[str]) -> tuple[float, int] | None:
    """The number that begins with the first of these words, and how many words it takes; None when none does."""
    found = max(_english(words), _french(words), key=lambda each: each[1])
    value, taken = found
    if taken == 0 or (taken == 1 and words[0] in _ALONE):
        return None
    for half in _HALVES:
        if tuple(words[taken : taken + len(half)]) == half:
            return value + 0.5, taken + len(half)
    return float(value), taken


def _english(words: Sequence[str]) -> tuple[int, int]:
    total, taken = 0, 0
    for place, word in enumerate(words):
        if word == "and" and total >= 100 and total % 100 == 0:
            continue
        if word == "hundred" and total < 10:
            total = max(total, 1) * 100
        elif word in _TENS and total % 100 == 0:
            total += _TENS[word]
        elif word in _ENGLISH and _fits(total, _ENGLISH[word]) and (taken == 0 or _ENGLISH[word]):
            total += _ENGLISH[word]
        else:
            break
        taken = place + 1
    return total, taken


def _fits(total: int, unit: int) -> bool:
    return total % 100 == 0 if unit > 9 or total % 100 == 0 else total % 10 == 0 and total % 100 >= 20


def _french(words: Sequence[str]) -> tuple[int, int]:
    total, taken = 0, 0
    for place, word in enumerate(words):
        if word == "et" and total % 100 >= 20:
            continue
        after = _french_step(total, word, taken == 0)
        if after is None:
            break
        total, taken = after, place + 1
    return total, taken


def _french_step(total: int, word: str, first: bool) -> int | None:
    """The number with one word more, or None when that word does not go on with it."""
    last = total % 100
    if word == "cent" and total < 10:
        return max(total, 1) * 100
    if word == "cents" and 1 < total < 10:
        return total * 100
    if word in ("vingt", "vingts") and last == 4:
        return total + 76  # four twenties
    if word in _DIZAINES and last == 0:
        return total + _DIZAINES[word]
    unit = _FRENCH.get(word)
    return total + unit if unit is not None and _goes_on(last, unit, first) else None


def _goes_on(last: int, unit: int, first: bool) -> bool:
    if last == 0:
        return first or unit > 0
    if last in (60, 80):
        return 0 < unit < 17  # soixante-quinze, quatre-vingt-dix
    if last in (10, 70, 90):
        return 7 <= unit <= 9  # dix-sept, soixante-dix-huit
    return last % 10 == 0 and 0 < unit < 10

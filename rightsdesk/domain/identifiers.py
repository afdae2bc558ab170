"""Identifiers of the field, checked and normalised. Check digits: ISO 15707 (ISWC), CISAC IPI, ISO 27729 (ISNI)."""

import re
from collections.abc import Callable

from stdnum import ean, iban, isni, isrc, lei
from stdnum.exceptions import ValidationError


class IdentifierError(ValueError):
    """The text is not such an identifier; the message says why in words."""


def _weighted(digits: str, start: int) -> int:
    """Check digit of ISWC (start 1) and of IPI base numbers (start 2)."""
    total = start + sum(place * int(digit) for place, digit in enumerate(digits, 1))
    return (10 - total % 10) % 10


def _iswc(text: str) -> str:
    if not re.fullmatch(r"T\d{10}", text):
        raise IdentifierError("An ISWC is a T and ten digits, such as T0345246801.")
    if _weighted(text[1:10], 1) != int(text[10]):
        raise IdentifierError(f"The check digit of the ISWC {text} is wrong.")
    return text


def _ipi_base(text: str) -> str:
    if not re.fullmatch(r"I\d{10}", text):
        raise IdentifierError("An IPI base number looks like I-001068130-6.")
    if _weighted(text[1:10], 2) != int(text[10]):
        raise IdentifierError(f"The check digit of the IPI base number {text} is wrong.")
    return f"I-{text[1:10]}-{text[10]}"


def _ipi_name(text: str) -> str:
    if not re.fullmatch(r"\d{9,11}", text):
        raise IdentifierError("An IPI name number has eleven digits, such as 00014107338.")
    text = text.zfill(11)
    rest = sum((10 - place) * int(digit) for place, digit in enumerate(text[:9])) % 101
    if (101 - rest) % 100 * (rest != 0) != int(text[9:]):
        raise IdentifierError(f"The check digits of the IPI name number {text} are wrong.")
    return text


def _dpid(text: str) -> str:
    if not re.fullmatch(r"PADPIDA\d{10}[A-Z0-9]", text):
        raise IdentifierError("A DDEX party id looks like PADPIDA2014111801Y.")
    return text


def _grid(text: str) -> str:
    if not re.fullmatch(r"A1[A-Z0-9]{16}", text):
        raise IdentifierError("A GRid has eighteen characters and begins with A1.")
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    check = 36
    for character in text[:-1]:
        check = (check + alphabet.index(character)) % 36 or 36
        check = check * 2 % 37
    if (check + alphabet.index(text[-1])) % 36 != 1:
        raise IdentifierError(f"The check character of the GRid {text} is wrong.")
    return text


def _library(kind: str, check: Callable[[str], str]) -> Callable[[str], str]:
    def validated(text: str) -> str:
        try:
            return str(check(text))
        except ValidationError as error:
            raise IdentifierError(
                f"{text or 'An empty text'} is not a valid {kind}: {str(error).lower()}"
            ) from error

    return validated


KINDS: dict[str, Callable[[str], str]] = {
    "isrc": _library("ISRC", isrc.validate),
    "iswc": _iswc,
    "isni": _library("ISNI", isni.validate),
    "ipi_name": _ipi_name,
    "ipi_base": _ipi_base,
    "dpid": _dpid,
    "grid": _grid,
    "gtin": _library("GTIN", ean.validate),
    "iban": _library("IBAN", iban.validate),
    "lei": _library("LEI", lei.validate),
}


def normalise(kind: str, text: str) -> str:
    """The canonical form of an identifier of `kind`. Raises IdentifierError with words a person understands."""
    if kind not in KINDS:
        raise IdentifierError(f"{kind} is not a kind of identifier the desk knows.")
    return KINDS[kind](re.sub(r"[\s.\-‐–]", "", text).upper())

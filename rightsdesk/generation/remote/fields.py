"""Reading JSON that somebody else wrote: each value by name, of the right type, within bounds, or Invalid("body_invalid")
with the name of the field in words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from rightsdesk.domain.canonical import canonical_json
from rightsdesk.domain.errors import Invalid

_SHA256 = re.compile(r"[0-9a-f]{64}")
Fields = Mapping[str, Any]


def parsed(body: bytes) -> Fields:
    """A JSON object that can be written down again: no NaN, no half letters, no name that is given twice."""
    try:
        found = json.loads(body, object_pairs_hook=_once, parse_constant=_refuse)
        canonical_json(found)
    except (ValueError, RecursionError) as error:
        raise invalid("The body is no JSON object.") from error
    return table(found, "body")


def table(value: object, name: str, only: Sequence[str] | None = None) -> Fields:
    if not isinstance(value, dict):
        raise invalid(f"{name} is an object.")
    unknown = sorted(set(value) - set(only)) if only is not None else []
    if unknown:
        raise invalid(f"{name} has no field {unknown[0][:40]!r}.")
    return value


def text(data: Fields, name: str, most: int = 200) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= most:
        raise invalid(f"{name} is a text of 1 to {most} characters.")
    return value


def optional_text(data: Fields, name: str, most: int = 200) -> str | None:
    return None if data.get(name) is None else text(data, name, most)


def number(data: Fields, name: str, least: float, most: float) -> float:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise invalid(f"{name} is a number.")
    if not least <= value <= most:
        raise invalid(f"{name} is a number from {least} to {most}.")
    return value


def optional_number(data: Fields, name: str, least: float, most: float) -> float | None:
    return None if data.get(name) is None else number(data, name, least, most)


def whole(data: Fields, name: str, least: int, most: int) -> int:
    value = data.get(name)
    if type(value) is not int or not least <= value <= most:
        raise invalid(f"{name} is a whole number from {least} to {most}.")
    return value


def truth(data: Fields, name: str) -> bool:
    value = data.get(name)
    if not isinstance(value, bool):
        raise invalid(f"{name} is true or false.")
    return value


def sha256(data: Fields, name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise invalid(f"{name} is a SHA-256 in small hexadecimal letters.")
    return value


def words(data: Fields, name: str, most: int = 100) -> tuple[str, ...]:
    value = data.get(name)
    if not isinstance(value, list) or len(value) > most:
        raise invalid(f"{name} is a list of at most {most} texts.")
    return tuple(text({name: item}, name) for item in value)


def invalid(message: str) -> Invalid:
    return Invalid("body_invalid", message)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no JSON")

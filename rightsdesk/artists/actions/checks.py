"""What the catalogue's door checks: identifiers and roles, refused in words."""

from enum import StrEnum
from typing import TypeVar

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.identifiers import IdentifierError, normalise

Kind = TypeVar("Kind", bound=StrEnum)


def checked(kind: str, value: str) -> str:
    """An identifier as the desk keeps it. Raises Invalid."""
    try:
        return normalise(kind, value)
    except IdentifierError as error:
        raise Invalid("identifier_malformed", str(error), {"kind": kind, "value": value[:60]}) from error


def one_of(kinds: type[Kind], value: str, what: str) -> Kind:
    """A word of an enum. Raises Invalid that names the words there are."""
    try:
        return kinds(value)
    except ValueError as error:
        words = ", ".join(kind.value for kind in kinds)
        raise Invalid("word_unknown", f"“{value[:40]}” is no {what}: it is one of {words}.") from error

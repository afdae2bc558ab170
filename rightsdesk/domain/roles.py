"""What people do on a work (CISAC's roles, as CWR writes them) and on a recording."""

from enum import StrEnum


class WorkRole(StrEnum):
    """CWR's writer designations and publisher types."""

    AUTHOR = "A"
    COMPOSER = "C"
    COMPOSER_AUTHOR = "CA"
    ADAPTOR = "AD"
    ARRANGER = "AR"
    SUB_AUTHOR = "SA"
    SUB_ARRANGER = "SR"
    TRANSLATOR = "TR"
    INCOME_PARTICIPANT = "PA"
    ORIGINAL_PUBLISHER = "E"
    SUB_PUBLISHER = "SE"
    ADMINISTRATOR = "AM"
    ACQUIRER = "AQ"
    SUBSTITUTED_PUBLISHER = "ES"


class CreditRole(StrEnum):
    """What an artist did on a recording."""

    MAIN = "main"
    FEATURED = "featured"
    PERFORMER = "performer"
    VOCALIST = "vocalist"
    INSTRUMENTALIST = "instrumentalist"
    CONDUCTOR = "conductor"
    PRODUCER = "producer"
    REMIXER = "remixer"
    MIXER = "mixer"
    ENGINEER = "engineer"
    OTHER = "other"


FEATURED_ROLES = frozenset({CreditRole.MAIN, CreditRole.FEATURED})
"""Whose consent a derivative needs on the performers' side."""


class WorkVersion(StrEnum):
    ORIGINAL = "ORI"
    MODIFIED = "MOD"

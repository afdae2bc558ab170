"""DDEX's own schema, where the samples lie beside the project, and a small message."""

import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rightsdesk.exchange.outgoing.message import Credit, File, Message, Person

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples" / "schemas"
SCHEMAS = Path(os.environ.get("ERN_SCHEMAS") or SAMPLES)
with_schema = pytest.mark.skipif(
    not (SCHEMAS / "ern432" / "release-notification.xsd").is_file(), reason="no DDEX schema on this machine"
)


@cache
def schema() -> etree.XMLSchema:
    """ERN 4.3.2, read from files only."""
    parser = etree.XMLParser(no_network=True)
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "ern432" / "release-notification.xsd"), parser))


def problems(message: bytes) -> list[str]:
    """What DDEX's schema has against a message; nothing when it is valid."""
    try:
        schema().assertValid(etree.fromstring(message))
    except etree.DocumentInvalid as error:
        return [str(error)]
    return []


ADA = Person("art_ada", "Ada Ferro", isni="0000000121032683")
BEA = Person("pty_bea", "Bea Lindt", ipi="00014107338")
DESK = Person("sender", "rightsdesk", dpid="PADPIDA2014111801Y")
TONEWAVE = Person("org_1", "Tonewave", dpid="PADPIDA2013042401U")


def message(**changes: Any) -> Message:
    """A remix of Ada's song that Bea wrote."""
    plain: dict[str, Any] = {
        "derivative": "drv_1", "title": "Glass Orchard (slow)", "kind": "remix", "genre": "lofi", "seconds": 183.2,
        "sender": DESK, "recipient": TONEWAVE, "created": datetime(2026, 11, 1, 12, tzinfo=UTC), "artists": [ADA],
        "credits": [Credit(ADA, "Artist"), Credit(ADA, "Vocalist"), Credit(BEA, "ComposerLyricist")],
        "facets": None, "isrcs": ["ZZT102600001"], "iswcs": ["T0345246801"],
        "file": File("drv_1.flac", "ab" * 32, 1_234_567, 2, 44_100),
    }  # fmt: skip
    return Message(**(plain | changes))


def contributors(xml: bytes) -> list[tuple[str, str, str]]:
    """(who, role, AiContribution) of every contributor, in the order of the message."""
    return [
        (
            found.findtext("ContributorPartyReference") or found.findtext("SpecialContributor") or "",
            found.findtext("Role/Value") or "",
            found.findtext("AiContribution") or "",
        )
        for found in etree.fromstring(xml).iter("Contributor")
    ]

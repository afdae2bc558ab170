"""Identifiers: real numbers of the field pass, wrong check digits are refused in words."""

import pytest

from rightsdesk.domain.identifiers import IdentifierError, normalise


@pytest.mark.parametrize(
    ("kind", "text", "normal"),
    [
        ("iswc", "T-034.524.680-1", "T0345246801"),
        ("iswc", "T1234567894", "T1234567894"),
        ("iswc", "T0000000010", "T0000000010"),
        ("iswc", "T9100250133", "T9100250133"),
        ("ipi_name", "00014107338", "00014107338"),
        ("ipi_name", "334284961", "00334284961"),
        ("ipi_name", "00045620792", "00045620792"),
        ("ipi_name", "00052210040", "00052210040"),
        ("ipi_base", "I-001068130-6", "I-001068130-6"),
        ("ipi_base", "I-000000229-7", "I-000000229-7"),
        ("isni", "0000 0001 2103 2683", "0000000121032683"),
        ("isni", "000000012150090X", "000000012150090X"),
        ("isrc", "US-RC1-76-07839", "USRC17607839"),
        ("isrc", "ussKG1912345", "USSKG1912345"),
    ],
)
def test_it_accepts_and_normalises(kind: str, text: str, normal: str) -> None:
    assert normalise(kind, text) == normal


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ipi_name", "00022302325"),
        ("ipi_base", "I-000000339-0"),
        ("iswc", "T0345246802"),
        ("isni", "0000000121032684"),
        ("isrc", "US123"),
        ("isrc", ""),
        ("dpid", "PADPIDA"),
        ("moon", "1"),
    ],
)
def test_it_refuses(kind: str, text: str) -> None:
    with pytest.raises(IdentifierError, match=r"[a-z]+ [a-z]+"):
        normalise(kind, text)

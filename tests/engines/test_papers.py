"""The paper engine: archival, self-contained, the same bytes for the same input."""

import io
import os
from datetime import UTC, datetime

import pypdf
import pytest

from rightsdesk.engines.papers import CLOCK, Attachment, qr_svg, render

AT = datetime(2026, 11, 1, tzinfo=UTC)
PAGE = "<!doctype html><html lang=en><title>t</title><body style='font-family: Inter'><p>Royalties €5</p>"


def test_the_same_page_is_the_same_bytes() -> None:
    detail = Attachment("lines.csv", "All lines", b"a,b\n1,2\n")

    assert render(PAGE, at=AT, attachments=(detail,)) == render(PAGE, at=AT, attachments=(detail,))


def test_what_is_attached_comes_out_again() -> None:
    paper = render(PAGE, at=AT, attachments=(Attachment("lines.csv", "All lines", b"a,b\n1,2\n"),))

    assert pypdf.PdfReader(io.BytesIO(paper)).attachments == {"lines.csv": [b"a,b\n1,2\n"]}


def test_it_says_that_it_is_made_for_archives() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(PAGE, at=AT)))

    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    assert 'pdfaid:part="3"' in metadata or "<pdfaid:part>3<" in metadata
    assert "/OutputIntents" in reader.trailer["/Root"]  # type: ignore[operator]


def test_a_page_that_asks_for_something_outside_is_refused() -> None:
    with pytest.raises(BaseException, match="Error fetching"):
        render(PAGE + "<img src='file:///etc/passwd'>", at=AT)


def test_the_clock_of_the_process_is_put_back() -> None:
    before = os.environ.get(CLOCK)

    render(PAGE, at=AT)

    assert os.environ.get(CLOCK) == before


def test_a_qr_code_is_plain_svg() -> None:
    assert qr_svg("stm_1 sha256:00", dark="#161a22").startswith("<svg")

"""WeasyPrint behind one function: HTML in, archival PDF out, the same bytes for the same input."""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

# Font subsetting reads this from the environment of the process, which all threads share.
CLOCK = "SOURCE_DATE_EPOCH"
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried inside the paper."""

    name: str
    description: str
    data: bytes


def render(html: str, *, at: datetime, attachments: tuple[Attachment, ...] = ()) -> bytes:
    """PDF/A-3b of a self-contained page. `at` is the only time it knows: no clock, no network, no random id."""
    from weasyprint import HTML
    from weasyprint import Attachment as Carried
    from weasyprint.urls import URLFetcher

    carried = [
        Carried(
            string=item.data, name=item.name, description=item.description, created=at, modified=at,
            relationship="Data",
        )
        for item in attachments
    ]  # fmt: skip
    with _one_at_a_time, _stopped_clock(at):
        written: bytes = HTML(
            string=html, url_fetcher=URLFetcher(allowed_protocols=(), fail_on_errors=True)
        ).write_pdf(
            pdf_variant="pdf/a-3b", attachments=carried, pdf_identifier=_identifier(html, attachments)
        )
    return written


def qr_svg(text: str, *, dark: str) -> str:
    """A QR code as an inline SVG element (error correction M, no border)."""
    import segno

    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(border=0, dark=dark, omitsize=True))


def _identifier(html: str, attachments: tuple[Attachment, ...]) -> bytes:
    whole = hashlib.sha256(html.encode())
    for item in attachments:
        whole.update(item.data)
    return whole.digest()[:16]


@contextmanager
def _stopped_clock(at: datetime) -> Iterator[None]:
    before = os.environ.get(CLOCK)
    os.environ[CLOCK] = str(int(at.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[CLOCK]
        else:
            os.environ[CLOCK] = before

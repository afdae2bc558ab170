"""Files that mean harm, or that are no files of ours: refused in words, with nothing written."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from rightsdesk.domain.errors import Invalid, Refusal, TooLarge
from rightsdesk.exchange.models import Import
from rightsdesk.journal.models import Entry
from rightsdesk.media.models import Asset
from tests.exchange.incoming.files import SONG, imported, message, previewed, sheet
from tests.exchange.incoming.samples import SAMPLES, needed

pytestmark = pytest.mark.django_db

ROOT = '<ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/43">'
END = "</ern:NewReleaseMessage>"
BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def refusal(path: Path, verb: Callable[[Path], Import] = imported) -> Refusal:
    """The refusal, once nothing at all has been written."""
    with pytest.raises(Refusal) as refused:
        verb(path)
    assert (Import.objects.count(), Asset.objects.count(), Entry.objects.count()) == (0, 0, 0)
    return refused.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB + f"]>{ROOT}&i;{END}", "xml_document_type"),
        (f'<!DOCTYPE x SYSTEM "file:///etc/passwd">{ROOT}{END}', "xml_document_type"),
        (f'<!DOCTYPE x [<!ENTITY e SYSTEM "http://localhost/">]>{ROOT}&e;{END}', "xml_document_type"),
        (ROOT + "<a>" * 200 + "</a>" * 200 + END, "xml_hostile"),
        (ROOT + "<a>" * 5_000, "xml_broken"),
        (f'{ROOT}<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>{END}', "xml_hostile"),
        (f"{ROOT}<MessageHeader>", "xml_broken"),
        (f"{ROOT}&undefined;{END}", "xml_broken"),
        ('<PurgeReleaseMessage xmlns="http://ddex.net/xml/ern/43"/>', "message_unknown"),
        ('<ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/382"/>', "message_unknown"),
        (f"{ROOT}{END}", "header_missing"),
        ("", "file_empty"),
        ("  \n", "file_empty"),
        ("row\x00,isrc\n", "not_text"),
        ("name,colour\nAda,blue\n", "columns_unknown"),
        ("HDRSO000000021BMI", "file_cut_off"),
    ],
)  # fmt: skip
def test_it_is_refused_and_nothing_is_written(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "hostile"
    path.write_text(content, encoding="utf-8")

    assert refusal(path).code == code
    assert refusal(path, previewed).code == code


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_another_encoding_hides_nothing(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "hidden.xml"
    path.write_bytes(f'<!DOCTYPE x SYSTEM "file:///etc/passwd">{ROOT}{END}'.encode(encoding))

    assert refusal(path).code in {"not_text", "not_utf8"}


def test_a_declared_encoding_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "declared.xml"
    path.write_bytes(f'<?xml version="1.0" encoding="UTF-7"?>{ROOT}+ADwAIQ-DOCTYPE{END}'.encode())

    assert refusal(path).code == "header_missing"


def test_text_that_is_not_utf_8_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("row,party,name,type\nparty,ada,Adá,artist\n".encode("latin-1"))

    found = refusal(path)

    assert (found.code, found.facts) == ("not_utf8", {"byte": 33})


def test_two_gigabytes_are_refused_without_being_read(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "sparse.xml"
    with path.open("wb") as file:
        file.write(ROOT.encode())
        file.truncate(2_000_000_000)
    os.utime(path, (1, 1))

    assert isinstance(refusal(path), TooLarge)
    assert path.stat().st_atime == 1


def test_a_message_has_a_smaller_measure_than_a_table(tmp_path: Path, settings: Settings) -> None:
    settings.IMPORT_MAX_XML_BYTES = 2_000

    assert refusal(message(tmp_path)).code == "file_too_large"


def test_a_small_gzip_of_something_huge_is_refused(tmp_path: Path, settings: Settings) -> None:
    settings.IMPORT_MAX_BYTES = 1_000_000
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"row,title\n" * 300_000))

    assert path.stat().st_size < 50_000
    assert isinstance(refusal(path), TooLarge)


def test_a_gzip_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.csv.gz"
    path.write_bytes(gzip.compress(sheet(tmp_path, *SONG).read_bytes())[:-12])

    assert isinstance(refusal(path), Invalid)


def test_a_gzip_is_the_same_import_as_what_is_in_it(tmp_path: Path) -> None:
    plain = sheet(tmp_path, *SONG)
    packed = tmp_path / "catalogue.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    assert imported(packed).pk == imported(plain).pk


@needed
def test_the_fields_own_bomb_is_refused() -> None:
    assert refusal(SAMPLES / "hostile" / "billion-laughs.xml").code == "xml_document_type"

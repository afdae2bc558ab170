"""Assets: the same bytes are one asset, whole or not at all, reached by signed and expiring URLs only."""

from pathlib import Path

import pytest
from django.core import signing
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from rightsdesk.domain.errors import NotFound
from rightsdesk.journal.models import Entry
from rightsdesk.media import queries
from rightsdesk.media.actions import store
from rightsdesk.media.models import Asset, Kind
from tests.builders import ACTOR

pytestmark = pytest.mark.django_db


def keep(data: bytes | Path) -> Asset:
    return store(actor=ACTOR, source=data, kind=Kind.DOCUMENT, media_type="text/plain")


def test_the_same_bytes_are_one_asset(tmp_path: Path) -> None:
    path = tmp_path / "same.txt"
    path.write_bytes(b"the same")

    assert keep(b"the same").pk == keep(path).pk
    assert Entry.objects.filter(verb="media.stored").count() == 1


def test_the_bytes_lie_under_their_hash() -> None:
    asset = keep(b"words")

    assert queries.local_path(asset).read_bytes() == b"words"
    assert asset.storage_key.endswith(asset.sha256)


def test_no_scratch_file_stays_behind(settings: Settings) -> None:
    keep(b"words")

    assert [path.name for path in Path(settings.MEDIA_ROOT).glob("incoming-*")] == []


def test_a_file_that_is_gone_before_the_row_is_written_again(settings: Settings) -> None:
    """A crash between file and row leaves the file; storing again finishes the work."""
    with transaction.atomic():
        keep(b"words")
        transaction.set_rollback(True)
    assert not Asset.objects.exists()

    assert queries.local_path(keep(b"words")).read_bytes() == b"words"


def test_an_asset_cannot_be_rewritten() -> None:
    keep(b"words")

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute("UPDATE media_asset SET sha256 = 'x'")


def test_a_signed_url_names_the_asset_and_who_asked() -> None:
    asset = keep(b"words")
    token = queries.signed_url(asset, "user:ada").rsplit("/", 1)[1]

    assert queries.open_token(token) == (asset, "user:ada")


def test_a_forged_token_opens_nothing() -> None:
    forged = signing.dumps({"a": keep(b"words").public_id, "by": "user:sam"}, salt="guessed")

    with pytest.raises(NotFound):
        queries.open_token(forged)


def test_an_expired_token_opens_nothing(settings: Settings) -> None:
    token = queries.signed_url(keep(b"words"), "user:ada").rsplit("/", 1)[1]
    settings.MEDIA_URL_SECONDS = -1

    with pytest.raises(NotFound):
        queries.open_token(token)

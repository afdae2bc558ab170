"""Signed URLs: whole files and parts of them, for as long as the signature holds, with one journal entry."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from rightsdesk.api.ranges import Span, wanted
from rightsdesk.journal.models import Entry
from rightsdesk.media.actions import store
from rightsdesk.media.models import Asset, Kind
from rightsdesk.media.queries import local_path, signed_url

BYTES = bytes(range(256)) * 1000
ACTOR = "user:usr_ada"


def _asset(media_type: str = "audio/ogg", raw: bytes = BYTES) -> Asset:
    return store(actor=ACTOR, source=raw, kind=Kind.DELIVERY, media_type=media_type)


def _get(url: str, **headers: str) -> Any:
    return Client().get(url, headers={name.replace("_", "-"): value for name, value in headers.items()})


def _reads() -> int:
    return Entry.objects.filter(verb="media.read").count()


@pytest.mark.django_db
def test_a_whole_file_is_streamed_with_its_validators() -> None:
    asset = _asset()

    answer = _get(signed_url(asset, ACTOR))

    assert answer.streaming
    assert (answer.status_code, b"".join(answer)) == (200, BYTES)
    headers = answer.headers
    assert headers["Content-Type"] == "audio/ogg"
    assert headers["Content-Length"] == str(len(BYTES))
    assert headers["ETag"] == f'"{asset.sha256}"'
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"].startswith(f'inline; filename="{asset.public_id}')
    assert "private" in headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=70000-200000", 70_000, 200_000),
        ("bytes=255999-", 255_999, 255_999),
        ("bytes=250000-999999999", 250_000, 255_999),
        ("bytes=-10", 255_990, 255_999),
        ("bytes=-999999", 0, 255_999),
    ],
)
def test_a_range_is_answered_with_just_its_bytes(header: str, start: int, end: int) -> None:
    answer = _get(signed_url(_asset(), ACTOR), Range=header)

    assert (answer.status_code, b"".join(answer)) == (206, BYTES[start : end + 1])
    assert answer.headers["Content-Range"] == f"bytes {start}-{end}/{len(BYTES)}"
    assert answer.headers["Content-Length"] == str(end - start + 1)


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["bytes=256000-", "bytes=999999-1000000", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(header: str) -> None:
    answer = _get(signed_url(_asset(), ACTOR), Range=header)

    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{len(BYTES)}")
    assert _reads() == 0


@pytest.mark.parametrize(
    "header", ["", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,4-5", "items=0-1", "bytes=٠-١"]
)
def test_a_range_nobody_understands_is_no_range(header: str) -> None:
    assert wanted(header, 10) is None


def test_a_span_counts_both_ends() -> None:
    assert Span(3, 5).length == 3


@pytest.mark.django_db
def test_a_copy_that_is_still_good_is_not_sent_again() -> None:
    asset = _asset()

    answer = _get(signed_url(asset, ACTOR), If_None_Match=f'"{asset.sha256}"')

    assert (answer.status_code, answer.content, _reads()) == (304, b"", 0)


@pytest.mark.django_db
def test_a_range_of_another_version_gives_the_whole_file() -> None:
    answer = _get(signed_url(_asset(), ACTOR), Range="bytes=0-9", If_Range='"another"')

    assert (answer.status_code, len(b"".join(answer))) == (200, len(BYTES))


@pytest.mark.django_db
def test_one_url_is_journalled_once_however_often_the_player_seeks() -> None:
    asset = _asset()
    url = signed_url(asset, ACTOR)

    for header in ("bytes=100-", "bytes=0-", "bytes=0-99", "bytes=5000-6000"):
        b"".join(_get(url, Range=header))

    entry = Entry.objects.get(verb="media.read")
    assert (entry.actor, entry.subject) == (ACTOR, asset.public_id)
    assert url.rsplit("/", 1)[1] not in str(entry.facts)


@pytest.mark.django_db
def test_asking_for_the_headers_only_is_not_reading() -> None:
    answer = Client().head(signed_url(_asset(), ACTOR))

    assert (answer.status_code, answer.headers["Content-Length"], _reads()) == (200, str(len(BYTES)), 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("media_type", "query", "disposition"),
    [
        ("application/pdf", "", "inline"),
        ("application/pdf", "?download", "attachment"),
        ("text/csv", "", "attachment"),
        ("audio/flac", "?download", "inline"),
        ("text/html", "", "attachment"),
        ("image/svg+xml", "", "attachment"),
    ],
)
def test_only_what_no_browser_runs_is_shown_in_the_page(
    media_type: str, query: str, disposition: str
) -> None:
    answer = _get(signed_url(_asset(media_type), ACTOR) + query)

    assert answer.headers["Content-Disposition"].split(";")[0] == disposition


@pytest.mark.django_db
def test_a_forged_or_expired_url_shows_nothing(settings: Settings) -> None:
    url = signed_url(_asset(), ACTOR)
    settings.MEDIA_URL_SECONDS = -1

    answers = [_get(path) for path in (url, url[:-1], "/media/nonsense", "/media/%00")]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert _reads() == 0


@pytest.mark.django_db
def test_a_file_that_is_gone_is_not_found_and_not_journalled() -> None:
    asset = _asset()
    local_path(asset).unlink()

    assert _get(signed_url(asset, ACTOR)).status_code == 404
    assert _reads() == 0


@pytest.mark.django_db
def test_an_empty_file_is_served_empty() -> None:
    answer = _get(signed_url(_asset("text/csv", b""), ACTOR))

    assert (answer.status_code, b"".join(answer)) == (200, b"")


@pytest.mark.django_db
def test_media_are_only_read() -> None:
    assert Client().post(signed_url(_asset(), ACTOR)).status_code == 405

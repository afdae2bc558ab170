"""Reading the catalogue: pages, filters, and what consent says beforehand."""

import pytest
from django.utils import timezone

from rightsdesk.artists import actions as artists
from rightsdesk.artists.models import PartyKind
from rightsdesk.consent.previews import previews
from rightsdesk.consent.queries import preview
from rightsdesk.domain.consent import Outcome, Request, Use
from tests import builders
from tests.api.support import door, is_problem

pytestmark = pytest.mark.django_db
PATH = "/api/v1/catalogue/recordings"


def test_a_recording_says_what_a_platform_has_to_know() -> None:
    _, pia = builders.platform()
    song = builders.consented_song("Glass Orchard")

    answer = door(pia).get(f"{PATH}/{song.recording.isrc}")

    assert answer.json() == {
        "isrc": song.recording.isrc,
        "title": "Glass Orchard",
        "artist": "Glass Orchard artist",
        "seconds": song.recording.seconds,
        "bpm": 100.0,
        "key": "C major",
        "consent": None,
    }


def test_with_a_territory_each_recording_says_whether_it_may_be_remixed_there() -> None:
    _, pia = builders.platform()
    made = {
        "allow": builders.consented_song("Allowed"),
        "deny": builders.consented_song("Denied", {"remix": "deny"}),
        "ask": builders.consented_song("Asked", {"remix": "ask"}),
    }

    items = door(pia).get(f"{PATH}?territory=DE").json()["items"]

    said = {item["isrc"]: item["consent"] for item in items}
    assert {name: said[song.recording.isrc]["outcome"] for name, song in made.items()} == {n: n for n in made}
    first = said[made["deny"].recording.isrc]["reasons"][0]
    assert (first["code"], first["use"]) == ("clause_deny", "remix")
    assert first["message"] == "Denied artist does not allow remixes."


def test_the_batch_answers_as_consent_itself_does_for_each_recording() -> None:
    shared = builders.party("One label", PartyKind.LABEL)
    songs = [
        builders.consented_song("Allowed", label=shared),
        builders.consented_song("Denied", {"remix": "deny"}),
        builders.song("Silent", label=shared),
        builders.consented_song("Asked", {"remix": "ask"}),
    ]
    builders.terms(songs[2].artist.party, territories=["FR"])
    recordings = [song.recording for song in songs]

    for territory in ("DE", "FR"):
        asked = Request(frozenset({Use.REMIX}), territory, timezone.now().date())
        expected = {recording.pk: preview([recording], asked) for recording in recordings}
        assert previews(recordings, asked) == expected


def test_a_recording_without_an_owner_on_record_is_refused_beforehand() -> None:
    performer = builders.party("Nobody's")
    artist = artists.register_artist(actor=builders.ACTOR, name="Nobody's", party=performer)
    new = artists.NewRecording(
        title="Orphan", isrc="ZZT102600001", artist=artist, master=builders.sound_asset(), works=()
    )
    orphan = artists.register_recording(actor=builders.ACTOR, new=new)
    builders.terms(performer)

    verdict = previews([orphan], Request(frozenset({Use.REMIX}), "DE", timezone.now().date()))[orphan.pk]

    assert verdict.outcome is Outcome.DENY
    assert [reason.message for reason in verdict.reasons[:2]] == [
        "No owner of the composition of Orphan is on record.",
        "No owner of the master of Orphan is on record.",
    ]


def test_the_list_is_found_by_isrc_title_and_artist() -> None:
    _, pia = builders.platform()
    one, other = builders.song("Glass Orchard"), builders.song("Night Ferry")
    client = door(pia)

    def found(query: str) -> list[str]:
        return [item["isrc"] for item in client.get(f"{PATH}?{query}").json()["items"]]

    assert found("q=orchard") == [one.recording.isrc]
    assert found("q=FERRY artist") == [other.recording.isrc]
    assert found(f"isrc={other.recording.isrc.lower()}") == [other.recording.isrc]
    assert found("q=nothing") == []


def test_pages_of_fifty_follow_each_other_to_the_end() -> None:
    _, pia = builders.platform()
    song = builders.song()
    for n in range(60):
        song.recording.pk, song.recording.public_id = None, f"rec_{n}"
        song.recording.isrc = f"ZZT2026{n:05d}"
        song.recording.save(force_insert=True)
    client = door(pia)

    first = client.get(PATH).json()
    second = client.get(f"{PATH}?cursor={first['next']}").json()

    codes = [item["isrc"] for item in first["items"] + second["items"]]
    assert (len(first["items"]), len(second["items"]), second["next"]) == (50, 11, None)
    assert codes == sorted(set(codes))


def test_only_what_may_be_remixed_is_listed_when_that_is_asked() -> None:
    _, pia = builders.platform()
    allowed = builders.consented_song("Allowed")
    for answer in ("deny", "ask"):
        builders.consented_song(answer, {"remix": answer})
    builders.song("Silent")

    page = door(pia).get(f"{PATH}?remixable=true&territory=DE").json()

    assert [item["isrc"] for item in page["items"]] == [allowed.recording.isrc]
    assert page["items"][0]["consent"]["outcome"] == "allow"
    assert page["next"] is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("remixable=true", "invalid"),
        ("remixable=yes&territory=DE", "invalid"),
        ("remixable=true&territory=DE&q=orchard", "invalid"),
        ("remixable=true&territory=QQ", "territory_unknown"),
        ("isrc=NOTANISRC123", "isrc_malformed"),
        ("isrc=short", "invalid"),
        ("q=%00", "invalid"),
        (f"q={'x' * 101}", "invalid"),
        ("territory=de", "invalid"),
        ("territory=DEU", "invalid"),
        ("cursor=' OR 1=1", "invalid"),
        ("limit=1000000", "invalid"),
        ("q=a&q=b", "invalid"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused(query: str, code: str) -> None:
    _, pia = builders.platform()

    is_problem(door(pia).get(f"{PATH}?{query}"), 400, code)


@pytest.mark.parametrize(
    ("isrc", "status", "code"),
    [("ZZT102699999", 404, "unknown_isrc"), ("nonsense", 400, "isrc_malformed"), ("%00", 404, "not_found")],
)
def test_an_unknown_recording_is_a_problem(isrc: str, status: int, code: str) -> None:
    _, pia = builders.platform()

    is_problem(door(pia).get(f"{PATH}/{isrc}"), status, code)

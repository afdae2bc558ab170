"""Rosters, members, credits, releases and the numbers of works: recorded once, for a period, checked at the door."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from rightsdesk.artists import actions, queries
from rightsdesk.artists.models import (
    ArtistMember,
    PartyKind,
    PartyRelation,
    RecordingCredit,
    RelationKind,
    Release,
    WorkNumber,
)
from rightsdesk.domain.errors import Conflict, Invalid, NotFound
from rightsdesk.domain.roles import WorkVersion
from rightsdesk.domain.shares import WHOLE
from tests.builders import ACTOR, iswc, party, song, work

pytestmark = pytest.mark.django_db
START, LATER = date(2026, 1, 1), date(2026, 7, 1)


def rostered(**changes: object) -> actions.NewRelation:
    ada, lin = party("Ada"), party("Lin Records", PartyKind.LABEL)
    return actions.NewRelation(ada, lin, RelationKind.ON_ROSTER_OF, START, **changes)  # type: ignore[arg-type]


def test_an_artist_is_on_a_roster_from_a_day_to_a_day() -> None:
    new = rostered(speaks=True)
    made = actions.relate_parties(actor=ACTOR, new=new)
    assert actions.relate_parties(actor=ACTOR, new=new) == made

    actions.end_relation(actor=ACTOR, relation_id=made.pk, on=LATER, reason="left")

    assert list(queries.roster(new.of, date(2026, 6, 30))) == [made]
    assert list(queries.roster(new.of, LATER)) == []
    assert list(queries.roster(new.of, date(2025, 12, 31))) == []


def test_the_same_relation_never_holds_twice_at_once() -> None:
    new = rostered()
    actions.relate_parties(actor=ACTOR, new=new)
    overlapping = actions.NewRelation(new.party, new.of, new.kind, LATER)

    with pytest.raises(Conflict, match="Ada is already on roster of Lin Records"):
        actions.relate_parties(actor=ACTOR, new=overlapping)

    assert PartyRelation.objects.count() == 1


def test_whether_a_roster_speaks_changes_on_a_day_and_the_past_stays() -> None:
    new = rostered()
    made = actions.relate_parties(actor=ACTOR, new=new)

    actions.set_roster_speaks(actor=ACTOR, relation_id=made.pk, speaks=True, on=LATER)
    actions.set_roster_speaks(actor=ACTOR, relation_id=made.pk, speaks=False, on=LATER)

    said = {day: [each.speaks for each in queries.roster(new.of, day)] for day in (START, LATER)}
    assert said == {START: [False], LATER: [True]}


def test_it_changes_on_its_first_day_too() -> None:
    new = rostered()
    made = actions.relate_parties(actor=ACTOR, new=new)

    actions.set_roster_speaks(actor=ACTOR, relation_id=made.pk, speaks=True, on=START)

    assert [each.speaks for each in queries.roster(new.of, START)] == [True]


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        (RelationKind.CONTROLS, {"speaks": True}, "Only a label's roster"),
        (RelationKind.CONTROLS, {"valid_to": START}, "ends after it begins"),
    ],
)
def test_a_relation_that_cannot_be_is_refused(
    kind: RelationKind, changes: dict[str, object], words: str
) -> None:
    new = actions.NewRelation(party("Ada"), party("Lin"), kind, START, **changes)  # type: ignore[arg-type]

    with pytest.raises(Invalid, match=words):
        actions.relate_parties(actor=ACTOR, new=new)

    assert not PartyRelation.objects.exists()


def test_nobody_stands_in_a_relation_to_themselves() -> None:
    ada = party("Ada")

    with pytest.raises(Invalid, match="to itself"):
        actions.relate_parties(actor=ACTOR, new=actions.NewRelation(ada, ada, RelationKind.CONTROLS, START))
    with pytest.raises(NotFound):
        actions.end_relation(actor=ACTOR, relation_id=0, on=START)


AGAIN = """INSERT INTO artists_partyrelation (public_id, party_id, of_id, kind, valid, speaks)
  SELECT 'rel_x', party_id, of_id, kind, valid, NOT speaks FROM artists_partyrelation"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE artists_partyrelation SET speaks = NOT speaks",
        "DELETE FROM artists_partyrelation",
        AGAIN,
    ],
)
def test_the_database_keeps_relations_as_they_were(statement: str) -> None:
    actions.relate_parties(actor=ACTOR, new=rostered())

    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_party_plays_in_a_band_for_a_period() -> None:
    made, ada = song(), party("Ada")

    member = actions.add_member(actor=ACTOR, artist=made.artist, party=ada, since=START)
    assert actions.add_member(actor=ACTOR, artist=made.artist, party=ada, since=START) == member
    actions.end_membership(actor=ACTOR, membership_id=member.pk, on=LATER, reason="went solo")

    assert [str(m) for m in ArtistMember.objects.filter(valid__contains=START)] == [
        "Ada in Glass Orchard artist"
    ]
    assert not ArtistMember.objects.filter(valid__contains=LATER).exists()


def test_a_recording_credits_its_artist_and_whoever_is_named() -> None:
    made = song()
    mia = actions.register_artist(actor=ACTOR, name="Mia", party=party("Mia"))

    for _ in range(2):
        actions.credit_recording(
            actor=ACTOR, recording=made.recording, given=[(mia, "featured"), (mia, "producer")]
        )

    said = RecordingCredit.objects.order_by("role").values_list("artist__name", "role")
    assert list(said) == [("Mia", "featured"), ("Glass Orchard artist", "main"), ("Mia", "producer")]
    with pytest.raises(Invalid, match="“dancer” is no role on a recording"):
        actions.credit_recording(actor=ACTOR, recording=made.recording, given=[(mia, "dancer")])


def test_a_writer_has_a_role_of_cisac() -> None:
    with pytest.raises(Invalid, match="“XX” is no role of CISAC"):
        actions.register_work(actor=ACTOR, title="Song", iswc=iswc(1), writers=[(party("Ada"), "XX")])

    made = actions.register_work(
        actor=ACTOR, title="Song", iswc=iswc(1), writers=[(party("Ada"), "CA")], version=WorkVersion.MODIFIED
    )
    assert (made.version, made.writers.get().role) == ("MOD", "CA")


def test_a_number_belongs_to_one_work() -> None:
    one, other = work("One", {party("Ada"): WHOLE}), work("Other", {party("Ada"): WHOLE})
    actions.number_work(actor=ACTOR, work=one, issuer="GEMA", value="123")
    actions.number_work(actor=ACTOR, work=one, issuer="GEMA", value="123")

    with pytest.raises(Conflict, match="GEMA 123 is the number of another work"):
        actions.number_work(actor=ACTOR, work=other, issuer="GEMA", value="123")

    assert WorkNumber.objects.get().work == one


def test_a_release_is_known_by_its_code_and_has_its_tracks_in_order() -> None:
    made = song()
    new = actions.NewRelease(
        "Album", (actions.NewTrack(made.recording, 1),), gtin="4006381333931", label=made.label
    )

    release = actions.register_release(actor=ACTOR, new=new)

    assert actions.register_release(actor=ACTOR, new=new) == release
    assert list(release.tracks.values_list("recording", "disc", "number")) == [(made.recording.pk, 1, 1)]


@pytest.mark.parametrize(("gtin", "words"), [("", "needs a GTIN"), ("4006381333932", "GTIN")])
def test_a_release_without_a_valid_code_is_refused(gtin: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        actions.register_release(actor=ACTOR, new=actions.NewRelease("Album", (), gtin=gtin))

    assert not Release.objects.exists()


def test_a_party_has_no_isrc() -> None:
    with pytest.raises(Invalid, match="“isrc” is no identifier of a party"):
        actions.register_party(
            actor=ACTOR, name="Ada", kind=PartyKind.ARTIST, identifiers={"isrc": "ZZT102600001"}
        )

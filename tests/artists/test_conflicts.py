"""Claims that do not make the whole: opened at once, told to every claimant, ended by agreement or evidence."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from pytest_django import DjangoAssertNumQueries

from rightsdesk.accounts.models import OrganisationKind, Role
from rightsdesk.artists import actions, queries
from rightsdesk.artists.models import Conflict, ConflictState, ConflictTelling, Party, Share
from rightsdesk.domain import errors
from rightsdesk.domain.shares import Right
from rightsdesk.domain.territories import Places
from rightsdesk.journal.models import Entry
from rightsdesk.media.models import Kind
from tests.builders import ACTOR, Song, organisation, party, person, song, sound_asset

pytestmark = pytest.mark.django_db
SINCE = date(2020, 1, 1)
THEN = datetime(2100, 3, 3, tzinfo=UTC)


def claim(made: Song, who: Party, ppm: int, territory: str = "WW") -> Share:
    new = actions.NewShare(who, made.recording, Right.MASTER, ppm, SINCE, territory=territory)
    return actions.record_share(actor=ACTOR, new=new)


def contested(territory: str = "WW") -> tuple[Song, Share, Conflict]:
    """A rival claims a half of a recording that is owned already."""
    made = song()
    share = claim(made, party("Rival"), 500_000, territory)
    return made, share, Conflict.objects.get(state="open", kind="over_claim")


def test_shares_that_make_the_whole_open_nothing() -> None:
    song()

    assert not Conflict.objects.exists()


def test_claims_beyond_the_whole_open_an_over_claim_where_they_meet() -> None:
    made, _, conflict = contested("DE FR")

    assert (conflict.recording, conflict.right, conflict.ppm) == (made.recording, "master", 500_000)
    assert conflict.places == Places.parse("DE FR")
    assert (conflict.valid.lower, conflict.valid.upper) == (SINCE, None)
    assert set(conflict.claims.values_list("share", flat=True)) == set(
        made.recording.shares.values_list("pk", flat=True)
    )
    assert Conflict.objects.count() == 1


def test_every_claimant_is_told_once_and_the_journal_knows() -> None:
    made, _, conflict = contested()

    told = set(ConflictTelling.objects.values_list("party__name", flat=True))
    assert told == {"Rival", made.label.name, made.artist.party.name}
    entry = Entry.objects.get(verb="artists.claims_examined")
    assert entry.facts["opened"]["conflicts"] == [[conflict.public_id, "over_claim", "master", "WW", 500_000]]


def test_looking_again_changes_nothing() -> None:
    made, _, conflict = contested()
    before = Entry.objects.count()

    assert actions.examine(actor=ACTOR, asset=made.recording) == (0, 0)
    assert actions.examine_many(actor=ACTOR, recordings=[made.recording.pk], works=[made.work.pk]) == (0, 0)
    assert (Conflict.objects.get(), Entry.objects.count()) == (conflict, before)


def test_what_nobody_claims_of_a_right_is_a_residual_that_nobody_is_told_of() -> None:
    made = song()
    new = actions.NewShare(made.label, made.recording, Right.GENERATE, 300_000, SINCE, territory="DE")

    actions.record_share(actor=ACTOR, new=new)

    conflict = Conflict.objects.get()
    assert (conflict.kind, conflict.ppm, str(conflict.places)) == ("residual", 700_000, "DE")
    assert not conflict.tellings.exists()


def test_a_claim_that_is_closed_lets_the_conflict_lapse() -> None:
    _, share, conflict = contested()

    actions.close_share(actor=ACTOR, share_id=share.pk, reason="claimed in error", now=THEN)

    conflict.refresh_from_db()
    assert (conflict.state, conflict.resolved_at, conflict.resolution) == ("lapsed", THEN, "")
    assert not queries.open_conflicts().exists()


def test_claimants_agree_and_the_corrected_claims_take_the_place_of_the_old() -> None:
    made, share, conflict = contested()
    label = made.recording.shares.get(party=made.label)
    new = [
        actions.NewShare(made.label, made.recording, Right.MASTER, 600_000, SINCE),
        actions.NewShare(share.party, made.recording, Right.MASTER, 200_000, SINCE),
    ]

    actions.resolve_conflict(actor="user:usr_lin", conflict_id=conflict.pk, resolution="agreement",
                             reason="They share it.", closing=[share.pk, label.pk], corrections=new)  # fmt: skip

    conflict.refresh_from_db()
    assert (conflict.state, conflict.resolution, conflict.resolved_by) == (
        "resolved",
        "agreement",
        "user:usr_lin",
    )
    current = made.recording.shares.filter(recorded__upper_inf=True).values_list("ppm", flat=True)
    assert sorted(current) == [200_000, 200_000, 600_000]
    assert not queries.open_conflicts().exists()
    assert made.recording.shares.count() == 5


def test_evidence_decides_and_is_kept() -> None:
    _, share, conflict = contested()
    paper = sound_asset(Kind.EVIDENCE, hertz=330)

    actions.resolve_conflict(actor=ACTOR, conflict_id=conflict.pk, resolution="evidence", reason="The contract.",
                             evidence=paper, closing=[share.pk])  # fmt: skip

    conflict.refresh_from_db()
    assert (conflict.state, conflict.evidence) == ("resolved", paper)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": "  "}, "reason_missing"),
        ({"resolution": "evidence"}, "evidence_missing"),
        ({"resolution": "a coin"}, "word_unknown"),
        ({"closing": []}, "still_in_conflict"),
        ({"closing": [0]}, "share_outside_conflict"),
    ],
)
def test_a_resolution_that_resolves_nothing_is_refused_and_nothing_changes(
    changes: dict[str, object], code: str
) -> None:
    _, share, conflict = contested()
    plain = {"resolution": "agreement", "reason": "They share it.", "closing": [share.pk]}
    before = Entry.objects.count()

    with pytest.raises(errors.Refusal) as refused:
        actions.resolve_conflict(actor=ACTOR, conflict_id=conflict.pk, **plain | changes)  # type: ignore[arg-type]

    assert refused.value.code == code
    assert Conflict.objects.get().state == ConflictState.OPEN.value
    assert Share.objects.filter(recorded__upper_inf=False).count() == 0
    assert Entry.objects.count() == before


def test_a_conflict_is_resolved_once() -> None:
    _, share, conflict = contested()
    actions.close_share(actor=ACTOR, share_id=share.pk, reason="claimed in error")

    with pytest.raises(errors.Conflict, match="lapsed already"):
        actions.resolve_conflict(
            actor=ACTOR, conflict_id=conflict.pk, resolution="agreement", reason="They share it."
        )


def test_both_sides_see_the_disputed_part_and_strangers_see_nothing() -> None:
    made = song(label=party("Blue Label", where=organisation("Blue", OrganisationKind.LABEL)))
    lin = person("Lin", Role.RIGHTS_ADMINISTRATOR, Party.objects.get(name="Blue Label").organisation)  # type: ignore[arg-type]
    sam = person("Sam", Role.ARTIST, organisation("Elsewhere", OrganisationKind.ARTIST_TEAM))
    claim(made, party("Rival"), 500_000)

    (telling,) = queries.tellings_for(lin)

    parts, disputed = queries.division(telling.conflict)
    assert sorted((share.party.name, part) for share, part in parts) == [
        ("Blue Label", 300_000),
        ("Glass Orchard artist", 0),
        ("Rival", 0),
    ]
    assert disputed == 700_000
    assert not queries.tellings_for(sam).exists()
    assert queries.open_conflicts([made.label]).count() == 1
    assert queries.open_conflicts([party("Nobody")]).count() == 0


def test_the_first_reader_of_a_telling_is_kept() -> None:
    contested()
    telling = ConflictTelling.objects.order_by("pk")[0]

    actions.read_telling(actor="user:usr_ada", telling_id=telling.pk, now=THEN)
    actions.read_telling(actor="user:usr_bob", telling_id=telling.pk)

    telling.refresh_from_db()
    assert (telling.read_at, telling.read_by) == (THEN, "user:usr_ada")
    with pytest.raises(errors.NotFound):
        actions.read_telling(actor=ACTOR, telling_id=0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE artists_conflict SET ppm = 1",
        "DELETE FROM artists_conflictclaim",
        "UPDATE artists_conflicttelling SET told_at = now()",
        "DELETE FROM artists_conflicttelling",
        "UPDATE artists_conflict SET state = 'resolved', resolved_at = now()",
        "UPDATE artists_conflict SET state = 'lapsed'",
    ],
)
def test_the_database_keeps_what_was_found_and_who_was_told(statement: str) -> None:
    contested()

    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_one_stretch_has_one_open_conflict() -> None:
    _, _, conflict = contested()
    conflict.pk, conflict.public_id = None, "cfl_again"

    with pytest.raises(IntegrityError, match="one_open_conflict_a_stretch"), transaction.atomic():
        conflict.save(force_insert=True)


def test_many_assets_are_examined_with_as_many_queries_as_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    songs = [song(f"Song {n}") for n in range(3)]
    for made in songs:
        claim(made, party("Rival"), 1)
    claims = Share.objects.filter(ppm=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE artists_share SET recorded = tstzrange(lower(recorded), clock_timestamp()) WHERE ppm = 1"
        )
    assert claims.filter(recorded__upper_inf=True).count() == 0

    with django_assert_num_queries(8):
        found = actions.examine_many(actor=ACTOR, recordings=[made.recording.pk for made in songs])

    assert found == (0, 3)

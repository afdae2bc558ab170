"""From the register to the law: owners where and when they own, artists, rosters, programmes, versions of terms."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rightsdesk.accounts.models import OrganisationKind, Role
from rightsdesk.artists import actions as artists
from rightsdesk.artists.models import PartyKind, RelationKind
from rightsdesk.consent import actions, queries
from rightsdesk.consent.previews import previews
from rightsdesk.domain.consent import Outcome, Use
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.programmes.models import Invitation, ProgrammeMember
from tests.builders import (
    ACTOR,
    Song,
    consented_song,
    for_all,
    organisation,
    party,
    person,
    platform,
    song,
    sound_asset,
    terms,
    withdraw,
    work,
)
from tests.consent.support import DAY, SINCE, kept, outcome, proposal, remix, sign

pytestmark = pytest.mark.django_db


def test_a_publisher_in_another_country_is_asked_only_there() -> None:
    made = consented_song()
    abroad = party("Abroad", PartyKind.PUBLISHER)
    new = artists.NewShare(abroad, made.work, Right.PERFORMANCE, WHOLE, date(2020, 1, 1), territory="US")
    artists.record_share(actor=ACTOR, new=new)

    assert outcome(made.recording, remix("DE")) is Outcome.ALLOW
    assert outcome(made.recording, remix("US")) is Outcome.DENY
    assert outcome(made.recording, remix("WW")) is Outcome.DENY


def test_every_work_of_a_medley_and_every_credited_artist_has_to_agree() -> None:
    made = song()
    guest, other = party("Guest"), party("Other publisher", PartyKind.PUBLISHER)
    second = work("Second song", {other: WHOLE})
    new = artists.NewRecording(
        title="Medley",
        isrc="ZZT102688888",
        artist=made.artist,
        master=sound_asset(),
        works=((made.work, 500_000), (second, 500_000)),
        credits=((artists.register_artist(actor=ACTOR, name="Guest", party=guest), "featured"),),
    )
    medley = artists.register_recording(actor=ACTOR, new=new)
    for_all(medley, (Right.MASTER,), {made.label: WHOLE})
    everybody = [*made.grantors, guest, other]
    for who in everybody[:-1]:
        sign(who)
    assert outcome(medley) is Outcome.DENY

    sign(other, target=second)

    assert outcome(medley) is Outcome.ALLOW
    assert {grantor.id for grantor in queries.asked_about([medley], remix()).grantors} == {
        who.public_id for who in everybody
    }


def on_roster(made: Song, *, speaks: bool) -> None:
    kind = RelationKind.ON_ROSTER_OF
    new = artists.NewRelation(made.artist.party, made.label, kind, SINCE, speaks=speaks)
    artists.relate_parties(actor=ACTOR, new=new)


@pytest.mark.parametrize(("speaks", "expected"), [(True, Outcome.ALLOW), (False, Outcome.DENY)])
def test_a_labels_roster_default_is_the_artists_too_where_it_speaks(speaks: bool, expected: Outcome) -> None:
    made = song()
    on_roster(made, speaks=speaks)
    sign(made.label, target=made.label)
    sign(made.publisher)

    assert outcome(made.recording) is expected


def test_whatever_the_artist_says_goes_before_the_roster_default() -> None:
    made = song()
    on_roster(made, speaks=True)
    sign(made.label, target=made.label)
    sign(made.publisher)

    sign(made.artist.party, "deny")

    assert outcome(made.recording) is Outcome.DENY


def test_roster_terms_reach_nobody_outside_the_roster() -> None:
    made = song()
    for who in (made.artist.party, made.publisher):
        sign(who)
    sign(made.label, target=made.label)

    assert outcome(made.recording) is Outcome.DENY


def test_roster_terms_are_the_labels_own() -> None:
    with pytest.raises(Invalid, match="label's own"):
        actions.sign_terms(actor=ACTOR, proposal=proposal(party("A"), target=party("B")))


def test_silence_of_a_member_of_an_opt_out_programme_is_a_yes() -> None:
    made = song()
    for who in (made.artist.party, made.label):
        sign(who)
    programme, _ = platform(default="opt_out")
    asked = remix(default="opt_out")
    assert outcome(made.recording, asked, programme) is Outcome.DENY

    ProgrammeMember.objects.create(programme=programme, party=made.publisher, joined_at="2026-01-01T00:00Z")

    assert outcome(made.recording, asked, programme) is Outcome.ALLOW
    assert outcome(made.recording) is Outcome.DENY


class TestVersions:
    """The version of its day decides, and an opt-out works at once."""

    def test_an_opt_out_on_the_very_day_of_signing_works_at_once(self) -> None:
        made = consented_song()
        sign(made.label, since=DAY)
        assert outcome(made.recording) is Outcome.ALLOW

        sign(made.label, "deny", since=DAY)

        assert outcome(made.recording) is Outcome.DENY

    def test_a_use_left_out_of_the_newer_version_of_a_day_is_not_taken_from_the_older(self) -> None:
        made = consented_song()
        sign(made.label, since=DAY)
        sign(made.label, use="key", since=DAY)

        assert outcome(made.recording) is Outcome.DENY

    def test_a_version_that_begins_later_leaves_the_one_before_in_force_until_then(self) -> None:
        made = consented_song()
        sign(made.label, "deny", since=date(2026, 12, 1))

        assert outcome(made.recording, remix(day=date(2026, 11, 30))) is Outcome.ALLOW
        assert outcome(made.recording, remix(day=date(2026, 12, 1))) is Outcome.DENY

    def test_a_past_day_is_decided_by_the_terms_of_that_day(self) -> None:
        made = consented_song()
        sign(made.label, "deny", since=date(2026, 6, 1))

        assert outcome(made.recording, remix(day=date(2026, 5, 31))) is Outcome.ALLOW

    def test_nothing_comes_back_when_the_newest_is_withdrawn(self) -> None:
        made = consented_song()
        newest = sign(made.label, since=DAY)

        withdraw(newest)

        assert outcome(made.recording) is Outcome.DENY


def test_somebody_nobody_identified_may_draft_but_not_sign() -> None:
    team = organisation("Ada's team", OrganisationKind.ARTIST_TEAM)
    came, ada = person("Ada", Role.ARTIST, team), party("Ada", where=team)
    facts = {
        "made_at": "2026-01-01T00:00Z",
        "expires": "2026-02-01T00:00Z",
        "accepted_at": "2026-01-02T00:00Z",
    }
    Invitation.objects.create(
        kind="artist", email="ada@rightsdesk.example", inviter=came, organisation=team, token_hash="x", party=ada,
        accepted_by=came, **facts,
    )  # fmt: skip

    with pytest.raises(Conflict, match="identity has been checked"):
        sign(ada)

    assert actions.draft_terms(actor=ACTOR, proposal=proposal(ada)).state == "draft"


def test_the_number_of_queries_does_not_grow_with_recordings_grantors_or_uses() -> None:
    songs = [consented_song(f"Song {number}") for number in range(4)]
    many = frozenset({Use.REMIX, Use.KEY, Use.TEMPO, Use.STYLE})

    with CaptureQueriesContext(
        connection,
    ) as one:
        queries.preview([songs[0].recording], remix())
    with CaptureQueriesContext(connection) as more:
        previews([made.recording for made in songs], remix(uses=many))

    assert (len(one), len(more)) == (5, 5)


def test_the_proposal_as_drafted_is_what_the_law_reads_once_it_is_signed() -> None:
    made = song()
    on_roster(made, speaks=True)
    for who in (made.artist.party, made.publisher):
        terms(who)
    new = proposal(
        made.label, "ask", target=made.label, obligations={"label": "AI"}, conditions={"styles": ["lofi"]}
    )
    drafted = queries.as_drafted(new)

    signed = actions.sign_terms(actor=ACTOR, proposal=new)

    [facts] = queries.facts_for([made.recording], remix())
    found = [clause for clause in facts.clauses if clause.terms == signed.public_id]
    expected = queries.as_drafted(new, terms=signed.public_id, version=1)
    assert {clause.grantor for clause in drafted} == {made.label.public_id, made.artist.party.public_id}
    assert sorted(found, key=lambda c: c.grantor) == sorted(expected, key=lambda c: c.grantor)


def test_who_acts_for_a_grantor_without_the_right_to_answer_is_refused_and_nothing_changes() -> None:
    team = organisation("Ada's team", OrganisationKind.ARTIST_TEAM)
    noa = person("Noa", Role.DELEGATE, team, rights=("read_money",))
    made = consented_song(answers={"remix": "ask"}, performer=party("Ada", where=team))
    asked = kept(made.recording).approvals.get()

    with pytest.raises(Forbidden, match="may not answer requests for Ada"):
        actions.answer_approval(actor=noa.actor, user=noa, approval_id=asked.public_id, approve=True)

    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("waiting", "")

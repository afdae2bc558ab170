"""What may be remixed somewhere on a day: exactly what the law allows, page by page, whoever's terms say so."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rightsdesk.artists import actions as artists
from rightsdesk.artists.models import Recording, RelationKind
from rightsdesk.consent import remixable as listing
from rightsdesk.consent.previews import previews
from rightsdesk.consent.remixable import Remixable, remixable
from rightsdesk.domain.consent import Outcome, Request, Use
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.shares import Right
from rightsdesk.programmes.models import ProgrammeMember
from tests.builders import ACTOR, Song, consented_song, for_all, party, platform, song, terms
from tests.derivatives.living import agree

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


def nobody(_: Any) -> dict[int, int]:
    return {}


def page(territory: str = "DE", **options: Any) -> Remixable:
    return remixable(territory=territory, day=DAY, **{"live": nobody, **options})


def titles(found: Remixable) -> list[str]:
    return [recording.title for recording, _ in found.items]


def many(of: Song, count: int) -> None:
    """More takes of one song: the same artist, label and work."""
    for n in range(count):
        new = artists.NewRecording(
            title=f"Take {n}",
            isrc=f"ZZT2026{n:05d}",
            artist=of.artist,
            master=None,
            works=((of.work, 1_000_000),),
        )
        copy = artists.register_recording(actor=ACTOR, new=new)
        for_all(copy, (Right.MASTER,), {of.label: 1_000_000})


def varied() -> None:
    """One song of every kind that the database and the law might see differently."""
    consented_song("Allowed")
    consented_song("Denied", {"remix": "deny"})
    consented_song("Asked", {"remix": "ask"})
    song("Silent")
    half = song("Half silent")
    terms(half.artist.party)
    terms(half.label)
    abroad = song("Only in France")
    for grantor in abroad.grantors:
        terms(grantor, territories=["FR"])
    europe = song("Europe but Germany")
    for grantor in europe.grantors:
        agree(grantor, territories=["2120", "-DE"])
    deep = consented_song("Denied for this recording")
    agree(deep.artist.party, "deny", target=deep.recording)
    artist = song("By artist, work and recording")
    agree(artist.artist.party, target=artist.artist)
    agree(artist.publisher, target=artist.work)
    agree(artist.label, target=artist.recording)
    other = song("Somebody else's recording")
    agree(other.artist.party, target=artist.recording)
    ended = song("Over")
    for grantor in ended.grantors:
        agree(grantor, period=["2026-01-01", "2026-06-01"])
    bounded = song("Never slower")
    for grantor in bounded.grantors:
        agree(grantor, tempo_ratio=[0.9, 1.1], styles=["lofi"])
    rostered = song("Label speaks")
    relation = artists.NewRelation(
        rostered.artist.party, rostered.label, RelationKind.ON_ROSTER_OF, date(2026, 1, 1), None, True
    )
    artists.relate_parties(actor=ACTOR, new=relation)
    agree(rostered.label, target=rostered.label)
    terms(rostered.publisher)


@pytest.mark.parametrize("territory", ["DE", "FR", "US"])
def test_it_lists_exactly_what_the_law_allows(territory: str) -> None:
    varied()
    everything = list(Recording.objects.order_by("isrc"))
    verdicts = previews(everything, Request(frozenset({Use.REMIX}), territory, DAY))
    allowed = [each.title for each in everything if verdicts[each.pk].outcome is Outcome.ALLOW]

    found = page(territory)

    assert titles(found) == allowed
    assert [verdict for _, verdict in found.items] == [verdicts[recording.pk] for recording, _ in found.items]
    assert "Allowed" in allowed
    assert found.next is None


def test_pages_follow_each_other_to_the_end() -> None:
    many(consented_song(), 6)
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        found = page(after=after, limit=3)
        seen += [recording.isrc for recording, _ in found.items]
        after = found.next

    assert seen == sorted(Recording.objects.values_list("isrc", flat=True))
    assert len(seen) == 7


def test_where_little_is_allowed_a_page_is_short_and_says_where_to_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silent, allowed = song("Silent"), consented_song("Allowed")
    monkeypatch.setattr(listing, "LOOKED_AT", (1,))

    first = page()
    second = page(after=first.next or "")
    third = page(after=second.next or "")

    assert (titles(first), first.next) == ([], silent.recording.isrc)
    assert (titles(second), second.next) == (["Allowed"], allowed.recording.isrc)
    assert (titles(third), third.next) == ([], None)


def test_a_recording_whose_cap_is_reached_is_not_listed() -> None:
    made = song()
    for grantor in made.grantors:
        agree(grantor, cap_live=2)

    assert titles(page(live=lambda rows: {row.pk: 1 for row in rows})) == ["Glass Orchard"]
    assert titles(page(live=lambda rows: {row.pk: 2 for row in rows})) == []


def test_it_costs_the_same_however_much_there_is() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page()
        return len(asked)

    made = consented_song()
    few = cost()
    many(made, 8)

    assert cost() == few


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        page("QQ")

    assert refused.value.code == "territory_unknown"


def test_a_featured_guest_who_said_nothing_keeps_it_off_the_list() -> None:
    silent = party("Silent guest")
    made = consented_song()
    guest = artists.register_artist(actor=ACTOR, name="Guest", party=silent)
    made.recording.credits.create(artist=guest, role="featured")

    assert titles(page()) == []


def test_in_an_opt_out_programme_the_silence_of_its_members_is_listed() -> None:
    made = song("Half silent")
    for who in (made.artist.party, made.label):
        terms(who)
    programme, _ = platform(default="opt_out")
    assert titles(page(programme=programme)) == []

    ProgrammeMember.objects.create(programme=programme, party=made.publisher, joined_at="2026-01-01T00:00Z")

    assert titles(page(programme=programme)) == ["Half silent"]
    assert titles(page()) == []

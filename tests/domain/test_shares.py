"""How the claims to a right stand: where they meet, what is too much, what is missing, what nobody disputes."""

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from rightsdesk.domain.shares import WHOLE, Claim, Right, standing, undisputed
from rightsdesk.domain.territories import WORLD, Places

START = date(2026, 1, 1)
DE, FR = Places.parse("DE"), Places.parse("FR")


def claim(
    key: int, ppm: int, places: Places = WORLD, first: date = START, after: date | None = None
) -> Claim:
    """A claim to the master by a party of its own."""
    return Claim(key, key, Right.MASTER, ppm, places, first, after)


def test_claims_that_make_the_whole_are_one_stretch_without_excess_or_residual() -> None:
    (found,) = standing([claim(1, 800_000), claim(2, 200_000)])

    assert (found.places, found.first, found.after) == (WORLD, START, None)
    assert (found.total, found.excess, found.residual, found.claimants) == (WHOLE, 0, 0, (1, 2))


def test_two_claims_to_all_of_it_meet_only_where_both_are_made() -> None:
    europe = Places.parse("2120")

    over, alone = sorted(standing([claim(1, WHOLE), claim(2, WHOLE, europe)]), key=lambda each: -each.excess)

    assert (over.places, over.excess, over.claimants) == (europe, WHOLE, (1, 2))
    assert (alone.places, alone.excess, alone.claimants) == (WORLD - europe, 0, (1,))


def test_a_later_claim_cuts_the_time() -> None:
    later = START + timedelta(days=31)

    before, since = standing([claim(1, 600_000), claim(2, 600_000, first=later)])

    assert (before.first, before.after, before.residual) == (START, later, 400_000)
    assert (since.first, since.after, since.excess) == (later, None, 200_000)


def test_what_goes_on_unchanged_over_anothers_break_is_one_stretch() -> None:
    later, end = START + timedelta(days=10), START + timedelta(days=20)

    found = standing([claim(1, WHOLE, FR), claim(2, WHOLE, DE, after=end), claim(3, WHOLE, DE, later, end)])

    assert {(str(s.places), s.first, s.after, s.claimants) for s in found} == {
        ("FR", START, None, (1,)),
        ("DE", START, later, (2,)),
        ("DE", later, end, (2, 3)),
    }


def test_rights_do_not_add_up() -> None:
    found = standing([claim(1, WHOLE), claim(2, WHOLE)._replace(right=Right.MECHANICAL)])

    assert [each.excess for each in found] == [0, 0]


def test_what_the_others_leave_is_beyond_dispute() -> None:
    assert undisputed([600_000, 600_000]) == ((400_000, 400_000), 200_000)
    assert undisputed([WHOLE, WHOLE]) == ((0, 0), WHOLE)
    assert undisputed([WHOLE, 100_000]) == ((900_000, 0), 100_000)
    assert undisputed([800_000, 200_000]) == ((800_000, 200_000), 0)
    assert undisputed([500_000]) == ((500_000,), 0)
    assert undisputed([]) == ((), 0)


sizes = st.lists(st.integers(1, WHOLE), max_size=6)


@settings(max_examples=40, deadline=None)
@given(sizes)
def test_parts_and_dispute_make_the_whole_or_all_that_is_claimed(claims: list[int]) -> None:
    parts, disputed = undisputed(claims)

    assert sum(parts) + disputed == min(WHOLE, sum(claims))
    assert all(0 <= part <= size for part, size in zip(parts, claims, strict=True))


days = st.integers(0, 12).map(lambda n: START + timedelta(days=n))
claims_of_all_kinds = st.lists(
    st.tuples(
        st.integers(1, WHOLE),
        st.sampled_from([WORLD, DE, FR, DE | FR, Places.parse("WW -DE"), Places.parse("2123")]),
        days,
        st.one_of(st.none(), st.integers(1, 9)),
    ),
    max_size=5,
)


def made(rows: list[tuple[int, Places, date, int | None]]) -> list[Claim]:
    return [
        claim(key, ppm, places, first, None if length is None else first + timedelta(days=length))
        for key, (ppm, places, first, length) in enumerate(rows)
    ]


@settings(max_examples=40, deadline=None)
@given(claims_of_all_kinds)
def test_every_country_and_day_lies_in_the_one_stretch_of_the_claims_that_hold_there(
    rows: list[tuple[int, Places, date, int | None]],
) -> None:
    claims = made(rows)
    found = standing(claims)

    for code in ("DE", "FR", "IT", "US"):
        for day in (START + timedelta(days=n) for n in range(0, 25, 3)):
            hold = tuple(
                c
                for c in claims
                if code in c.places and c.first <= day and (c.after is None or day < c.after)
            )
            meets = [
                s for s in found if code in s.places and s.first <= day and (s.after is None or day < s.after)
            ]
            assert [s.claims for s in meets] == ([hold] if hold else [])


@settings(max_examples=40, deadline=None)
@given(claims_of_all_kinds, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_does_not_matter(
    rows: list[tuple[int, Places, date, int | None]], chance: Random
) -> None:
    claims = made(rows)
    shuffled = list(claims)
    chance.shuffle(shuffled)

    assert standing(shuffled) == standing(claims)

"""The waterfall: who gets which part of a pool, what waits and why, and that nothing is lost on the way."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.royalties import (
    LAW,
    LAWS,
    Cell,
    Held,
    Law,
    Line,
    Owner,
    Reason,
    Recording,
    Share,
    Waterfall,
    owners,
    share_in,
)
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.domain.territories import WORLD, Places

SINCE = date(2020, 1, 1)
DAY = date(2026, 10, 1)


def shares(right: Right, **parts: int) -> tuple[Share, ...]:
    return tuple(Share(party, right, ppm, SINCE) for party, ppm in parts.items())


SONG = (
    *shares(Right.PERFORMANCE, writer=500_000, publisher=500_000),
    *shares(Right.MECHANICAL, publisher=WHOLE),
)
TAPE = Recording(shares(Right.MASTER, ada=300_000, label=700_000), (("song", WHOLE),))
PLAIN = Waterfall({"tape": TAPE}, {"song": SONG}, {"remix": (("tape", 1),)})


def by_party(lines: list[Line]) -> dict[str | None, int]:
    totals: dict[str | None, int] = {}
    for line in lines:
        totals[line.leaf.party] = totals.get(line.leaf.party, 0) + line.units
    return totals


def why(lines: list[Line]) -> dict[Reason | None, int]:
    totals: dict[Reason | None, int] = {}
    for line in lines:
        totals[line.leaf.hold] = totals.get(line.leaf.hold, 0) + line.units
    return totals


def test_each_side_is_divided_by_its_own_shares() -> None:
    lines = PLAIN.distribute(1_000_000, [Cell("remix", DAY, "DE", 10)])

    assert by_party(lines) == {"ada": 165_000, "label": 385_000, "writer": 112_500, "publisher": 337_500}
    assert why(lines) == {None: 1_000_000}


def test_a_mashup_is_divided_by_the_weights_of_its_sources() -> None:
    other = Recording(shares(Right.MASTER, mia=WHOLE), (("song", WHOLE),))
    mashup = Waterfall({"tape": TAPE, "b": other}, {"song": SONG}, {"mash": (("b", 1), ("tape", 3))})

    lines = mashup.distribute(4_000_000, [Cell("mash", DAY, "DE", 1)])

    assert by_party(lines)["mia"] == 550_000
    assert by_party(lines)["ada"] == 495_000


def test_a_share_that_changes_hands_in_the_month_follows_the_listening_day() -> None:
    sold = (
        Share("ada", Right.MASTER, WHOLE, SINCE, date(2026, 10, 16)),
        Share("label", Right.MASTER, WHOLE, date(2026, 10, 16)),
    )
    waterfall = Waterfall(
        {"tape": Recording(sold, (("song", WHOLE),))}, {"song": SONG}, {"remix": (("tape", 1),)}
    )

    lines = waterfall.distribute(
        1_000_000, [Cell("remix", DAY, "DE", 3), Cell("remix", date(2026, 10, 16), "DE", 1)]
    )

    assert by_party(lines)["ada"] == 412_500
    assert by_party(lines)["label"] == 137_500


def test_a_share_of_one_country_earns_only_there() -> None:
    split = (
        Share("berlin", Right.MASTER, WHOLE, SINCE, None, frozenset({"DE"})),
        Share("world", Right.MASTER, WHOLE, SINCE, None, frozenset({"WW"}), frozenset({"DE"})),
    )
    waterfall = Waterfall(
        {"tape": Recording(split, (("song", WHOLE),))}, {"song": SONG}, {"remix": (("tape", 1),)}
    )

    totals = by_party(
        waterfall.distribute(1_000_000, [Cell("remix", DAY, "DE", 1), Cell("remix", DAY, "FR", 3)])
    )

    assert (totals["berlin"], totals["world"]) == (137_500, 412_500)


def test_an_unclaimed_part_waits_and_the_rest_is_paid() -> None:
    gap = Recording(shares(Right.MASTER, ada=300_000), (("song", WHOLE),))
    waterfall = Waterfall({"tape": gap}, {"song": SONG}, {"remix": (("tape", 1),)})

    lines = waterfall.distribute(1_000_000, [Cell("remix", DAY, "DE", 1)])

    assert by_party(lines)[None] == 385_000
    assert why(lines) == {None: 615_000, Reason.SHARE_MISSING: 385_000}


FIGHT = Recording(shares(Right.MASTER, ada=600_000, label=600_000), (("song", WHOLE),))


def test_claims_of_more_than_the_whole_hold_the_disputed_part_and_nothing_else() -> None:
    waterfall = Waterfall({"tape": FIGHT}, {"song": SONG}, {"remix": (("tape", 1),)})

    lines = waterfall.distribute(1_000_000, [Cell("remix", DAY, "DE", 1)])

    assert why(lines) == {None: 890_000, Reason.OVER_CLAIMED: 110_000}
    masters = {line.leaf.party: line.units for line in lines if line.leaf.right is Right.MASTER}
    assert masters == {"ada": 220_000, "label": 220_000, None: 110_000}


def test_a_run_under_the_older_rules_still_holds_all_of_an_over_claimed_right() -> None:
    waterfall = Waterfall({"tape": FIGHT}, {"song": SONG}, {"remix": (("tape", 1),)}, law=LAWS["2026.1"])

    lines = waterfall.distribute(1_000_000, [Cell("remix", DAY, "DE", 1)])

    assert why(lines) == {None: 450_000, Reason.OVER_CLAIMED: 550_000}


def test_claims_that_contradict_each_other_in_one_country_are_paid_in_the_others() -> None:
    ada = share_in(WORLD, "ada", Right.MASTER, WHOLE, date(2020, 1, 1))
    label = share_in(Places.parse("2123 -FR"), "label", Right.MASTER, WHOLE, date(2020, 1, 1))
    waterfall = Waterfall(
        {"tape": Recording((ada, label), (("song", WHOLE),))}, {"song": SONG}, {"remix": (("tape", 1),)}
    )

    held = {at: why(waterfall.distribute(1_000_000, [Cell("remix", DAY, at, 1)])) for at in ("DE", "FR", "*")}

    assert held["DE"] == {None: 450_000, Reason.OVER_CLAIMED: 550_000}
    assert held["FR"] == held["*"] == {None: 1_000_000}


def test_a_share_of_the_world_without_some_countries_leaves_them_without_an_owner() -> None:
    ada = share_in(Places.parse("WW -US"), "ada", Right.MASTER, WHOLE, date(2020, 1, 1))

    assert owners([ada], Right.MASTER, DAY, "US") == [Owner(None, WHOLE, Reason.SHARE_MISSING)]
    assert (
        owners([ada], Right.MASTER, DAY, "*")
        == owners([ada], Right.MASTER, DAY, "DE")
        == [Owner("ada", WHOLE)]
    )


def test_a_recording_without_a_work_holds_the_publishing_side() -> None:
    waterfall = Waterfall({"tape": Recording(TAPE.shares, ())}, {}, {"remix": (("tape", 1),)})

    assert why(waterfall.distribute(1_000_000, [Cell("remix", DAY, "DE", 1)])) == {
        None: 550_000,
        Reason.WORK_MISSING: 450_000,
    }


def test_unmatched_listens_keep_their_part_of_the_pool_in_suspense() -> None:
    lines = PLAIN.distribute(1_000_000, [Cell("remix", DAY, "DE", 3), Cell(None, DAY, "DE", 1)])

    assert why(lines) == {None: 750_000, Reason.UNMATCHED: 250_000}


def test_a_derivative_with_no_source_is_held() -> None:
    assert why(PLAIN.distribute(100, [Cell("orphan", DAY, "DE", 1)])) == {Reason.SOURCE_MISSING: 100}


def test_money_of_a_held_derivative_waits_under_the_name_of_who_earned_it() -> None:
    held = Waterfall(PLAIN.recordings, PLAIN.works, PLAIN.sources, {"remix": (Held(Reason.DERIVATIVE_HELD),)})

    lines = held.distribute(1_000_000, [Cell("remix", DAY, "DE", 1)])

    assert why(lines) == {Reason.DERIVATIVE_HELD: 1_000_000}
    assert by_party(lines)["ada"] == 165_000


def test_a_dated_hold_holds_only_from_its_day() -> None:
    since = Held(Reason.DERIVATIVE_HELD, first=date(2026, 10, 10))
    held = Waterfall(PLAIN.recordings, PLAIN.works, PLAIN.sources, {"remix": (since,)})

    lines = held.distribute(
        1_000_000, [Cell("remix", DAY, "DE", 1), Cell("remix", date(2026, 10, 10), "DE", 1)]
    )

    assert why(lines) == {None: 500_000, Reason.DERIVATIVE_HELD: 500_000}


def test_a_month_nobody_listened_keeps_the_whole_pool_waiting() -> None:
    assert why(PLAIN.distribute(77, [])) == {Reason.NO_LISTENING: 77}


def test_a_law_whose_sides_do_not_make_a_whole_is_refused() -> None:
    with pytest.raises(Invalid):
        Law("leaky", 550_000, 225_000, 224_999)


cells = st.lists(
    st.builds(
        Cell,
        st.sampled_from(["remix", "mash", "orphan", None]),
        st.sampled_from([DAY, date(2026, 10, 16)]),
        st.sampled_from(["DE", "FR"]),
        st.integers(1, 10**9),
    ),
    max_size=12,
)
ODD = Waterfall(
    {"tape": TAPE, "b": Recording(shares(Right.MASTER, mia=333_333), (("song", 7), ("air", 4)))},
    {"song": SONG, "air": shares(Right.MECHANICAL, writer=1)},
    {"remix": (("tape", 1),), "mash": (("b", 5), ("tape", 8))},
)


@given(st.integers(-(10**12), 10**12), cells)
def test_the_lines_always_make_the_pool(amount: int, cells: list[Cell]) -> None:
    assert sum(line.units for line in ODD.distribute(amount, cells)) == amount


@given(st.integers(0, 10**12), cells, st.randoms())
def test_the_order_of_the_report_does_not_matter(amount: int, cells: list[Cell], chance: Random) -> None:
    shuffled = list(cells)
    chance.shuffle(shuffled)

    assert by_party(ODD.distribute(amount, shuffled)) == by_party(ODD.distribute(amount, cells))


@given(st.integers(0, 10**12), cells)
def test_a_reversal_takes_back_exactly_what_was_given(amount: int, cells: list[Cell]) -> None:
    given_, taken = ODD.distribute(amount, cells), ODD.distribute(-amount, cells)

    assert [line.units for line in taken] == [-line.units for line in given_]


def test_the_law_in_force_is_the_documented_one() -> None:
    assert (LAW.master, LAW.performance, LAW.mechanical) == (550_000, 225_000, 225_000)

"""Royalty cases worked by others, on public pages; the figures lie in oracles/royalties.json."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from rightsdesk.domain.money import cents, decimal
from rightsdesk.domain.splits import allocate

CASES: dict[str, dict[str, Any]] = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "oracles" / "royalties.json").read_text())["cases"]
}
PLAYS = {"A": {"X": 100}, "B": {"Z": 50}, "C": {"X": 50, "Y": 50, "Z": 50}}


def test_three_users_in_one_pool() -> None:
    plays: Counter[str] = Counter()
    for listener in PLAYS.values():
        plays.update(listener)
    artists = sorted(plays)

    parts = allocate(30_000_000, [plays[artist] for artist in artists])

    assert (
        dict(zip(artists, (decimal(part)[:-4] for part in parts), strict=True))
        == CASES["pools-3-users"]["pro_rata_eur"]
    )


def test_three_users_in_a_pool_each() -> None:
    earned: Counter[str] = Counter()
    for listener in PLAYS.values():
        artists = sorted(listener)
        earned.update(
            dict(zip(artists, allocate(1_000, [listener[artist] for artist in artists]), strict=True))
        )

    assert dict(earned) == CASES["pools-3-users"]["user_centric_cents"]


def test_a_channel_shares_half_of_what_is_left() -> None:
    left = 10_000 - 1_489 - 500 - 680
    shared, _ = allocate(left * 1_000_000, [50, 50])
    title, _ = allocate(shared, [1_000, 9_000])

    assert (decimal(shared)[:-4], decimal(title)[:-4]) == ("3665.50", "366.55")
    assert CASES["channel-prorate"]["expected"] == {"shared_pool": "3665.50", "title": "366.55"}


def test_a_cover_pays_the_statutory_pool_to_its_publishers() -> None:
    case = CASES["cover-statutory-pool"]
    rate = case["rates_bps"]["2026"]

    publishing, master = allocate(10_000, [rate, 10_000 - rate])

    expected = case["expected_cents"]
    assert (publishing, master) == (expected["publishing_pool"], expected["master"])
    assert allocate(publishing, [60, 40]) == expected["publishers"]


def test_co_publishing_divides_the_publisher_s_half() -> None:
    writer, publisher = allocate(100_000, [50, 50])
    given_up, kept = allocate(publisher, [50, 50])

    expected = CASES["copublishing"]["expected"]
    assert expected["standard"] == {"writer": writer, "publisher": publisher}
    assert expected["copublishing"] == {"writer": writer + given_up, "publisher": kept}


def test_three_writers_lose_nothing_of_a_million() -> None:
    parts = allocate(100_000_000, [10, 10, 10])

    case = CASES["dmp-leak"]
    assert [decimal(part * 10_000)[:-4] for part in parts] == case["expected"]
    assert decimal(sum(parts) * 10_000)[:-4] == case["must_total"]


def test_a_fee_of_nothing_is_nothing() -> None:
    assert allocate(1_000_000, [0, 100]) == [0, 1_000_000]
    assert CASES["dmp-zero-fee"]["expected"] == "fee 0"


def test_half_a_cent_goes_to_the_even_cent_only_where_it_is_shown() -> None:
    assert [cents(amount) for amount in (5_000, 15_000, 25_000, -5_000, -15_000)] == [0, 2, 2, 0, -2]

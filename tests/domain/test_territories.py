"""Sets of countries: what an expression means, how it is kept, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rightsdesk.domain import tis
from rightsdesk.domain.territories import NUMBERS, WORLD, Places, TerritoryError, name_of

places = st.sets(st.sampled_from(sorted(NUMBERS)), min_size=1).map(Places.parse)


@pytest.mark.parametrize(
    ("expression", "inside", "outside"),
    [
        ("WW", ["DE", "AQ", "XK"], []),
        ("Worldwide", ["DE"], []),
        ("2136", ["DE", "JE"], []),
        ("DE FR", ["DE", "FR"], ["GB"]),
        ("276,250", ["DE", "FR"], ["GB"]),
        ("WW -US -CA", ["DE", "MX"], ["US", "CA"]),
        ("2120 -276", ["FR", "RU", "GB"], ["DE", "TR", "JE"]),
        ("2136 -2108 HR", ["HR", "DE"], ["GR", "AL"]),
        ("2123", ["IE", "MT"], ["GB", "NO"]),
        ("2110", ["BE", "NL", "LU"], ["DE"]),
        ("2131", ["DK", "NO", "SE"], ["FI", "IS"]),
        ("2EU", ["VA"], ["TR"]),
        ("004", ["AF"], ["DE"]),
        (["2130", "-AU"], ["NZ"], ["AU"]),
    ],
)
def test_it_reads_countries_groups_and_what_is_taken_out(
    expression: str | list[str], inside: list[str], outside: list[str]
) -> None:
    found = Places.parse(expression)

    assert [code for code in inside if code not in found] == []
    assert [code for code in outside if code in found] == []


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("XX", "“XX” is not a country"),
        ("Germany", "“Germany” is not a country"),
        ("2135", "is not a country"),
        ("-US", "leaves no country"),
        ("DE -DE", "leaves no country"),
        ("", "No territory is named"),
        ([], "No territory is named"),
    ],
)
def test_it_refuses_in_words_what_it_does_not_know(expression: str | list[str], words: str) -> None:
    with pytest.raises(TerritoryError, match=words):
        Places.parse(expression)


def test_what_is_in_no_set_is_no_country() -> None:
    assert "*" not in WORLD
    assert "" not in WORLD
    assert "WW" not in WORLD


@settings(max_examples=40, deadline=None)
@given(places)
def test_its_text_and_its_ranges_say_the_same_set_again(found: Places) -> None:
    assert Places.parse(str(found)) == found
    assert Places.of_ranges(found.ranges) == found
    assert all(first < after for first, after in found.ranges)
    assert Places.parse(found.codes) == found


@settings(max_examples=40, deadline=None)
@given(places, places)
def test_it_follows_the_laws_of_sets(one: Places, other: Places) -> None:
    first, second = set(one.codes), set(other.codes)

    assert set(one & other) == first & second
    assert set(one | other) == first | second
    assert set(one - other) == first - second
    assert (one <= other) is (first <= second)
    assert len(one) == len(first)
    assert bool(one - one) is False


def test_the_world_is_one_range_whatever_country_tomorrow_brings() -> None:
    assert WORLD.ranges == ((0, 1000),)
    assert Places.parse("WW -US").ranges == ((0, 840), (841, 1000))
    assert Places.parse("DE").ranges == ((276, 277),)


def test_its_short_text_names_what_is_missing_from_the_world() -> None:
    assert str(WORLD) == "WW"
    assert str(Places.parse("2136 -840")) == "WW -US"
    assert str(Places.parse("FR DE")) == "DE FR"


def test_people_read_it_in_words() -> None:
    said = {
        text: Places.parse(text).words
        for text in ("WW", "WW -US -CA", "DE FR IT", "2120 -276", "BE NL LU DE")
    }

    assert list(said.values()) == [
        "the world",
        "the world without Canada and United States",
        "France, Germany and Italy",
        "Europe without Germany",
        "Benelux and Germany",
    ]
    assert Places.parse("2120 TR -276").words == "Europe and Türkiye, without Germany"
    assert [name_of(each) for each in ("GB", "2120", "276", "WW", "nowhere")] == [
        "United Kingdom",
        "Europe",
        "Germany",
        "the world",
        "nowhere",
    ]


def test_every_group_has_countries_of_iso_only_and_its_own_number() -> None:
    assert len({group.number for group in tis.GROUPS}) == len(tis.GROUPS) == 35
    assert all(set(group.members.split()) <= NUMBERS.keys() for group in tis.GROUPS)
    assert all(Places.parse(str(group.number)) == Places.parse(group.code) for group in tis.GROUPS)

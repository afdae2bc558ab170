"""Two versions of terms side by side: what changed, in words, and which way."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.terms_diff import Change, Said, compare, gathered

CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        "territories": st.sampled_from([["DE"], ["DE", "FR"], ["WW", "-US"], ["2120"]]),
        "tempo_ratio": st.sampled_from([[0.8, 1.25], [0.9, 1.1]]),
        "styles_forbidden": st.sampled_from([["dnb"], ["dnb", "rock"]]),
        "cap_live": st.integers(1, 5),
    },
)
CLAUSE = st.fixed_dictionaries(
    {"answer": st.sampled_from(["allow", "ask", "deny"]), "conditions": CONDITIONS}
)
SAID = st.builds(Said, st.dictionaries(st.sampled_from(["remix", "cover", "training"]), CLAUSE))


def remix(answer: str, **facts: Any) -> Said:
    return Said({"remix": {"answer": answer, "conditions": facts, "obligations": {}}})


def only(before: Said, after: Said) -> list[Change]:
    return [change for use in compare(before, after) for change in use.changes]


def test_an_answer_that_changes_says_both_and_which_way() -> None:
    assert only(remix("ask"), remix("allow")) == [
        Change("answer", "Answer", "asks you first", "allowed", "more")
    ]
    assert only(remix("ask"), Said()) == [Change("answer", "Answer", "asks you first", "no answer", "less")]


def test_conditions_are_compared_as_what_they_let_through() -> None:
    before = remix("allow", territories=["DE"], tempo_ratio=[0.8, 1.25], styles_forbidden=["dnb"], cap_live=9)
    after = remix("allow", territories=["2120"], tempo_ratio=[0.9, 1.1], cap_live=9)

    assert only(before, after) == [
        Change("territories", "Where", "only in Germany", "only in Europe", "more"),
        Change("styles_forbidden", "Forbidden styles", "never drum and bass", "", "more"),
        Change("tempo_ratio", "Tempo", "tempo × 0.8 to × 1.25", "tempo × 0.9 to × 1.1", "less"),
    ]


def test_ranges_that_only_overlap_go_neither_way() -> None:
    (change,) = only(remix("ask", semitones=[-2, 2]), remix("ask", semitones=[0, 4]))

    assert (change.before, change.after, change.toward) == ("−2 to +2 semitones", "0 to +4 semitones", "")


def test_the_world_without_some_is_more_than_a_country_of_it() -> None:
    (change,) = only(remix("ask", territories=["DE"]), remix("ask", territories=["WW", "-US", "-CA"]))

    assert (change.after, change.toward) == ("everywhere but United States and Canada", "more")


def test_what_a_no_depended_on_is_not_said() -> None:
    before, after = remix("allow", territories=["DE"]), remix("deny", territories=["FR"])

    assert [change.name for change in only(before, after)] == ["answer"]


def test_a_new_yes_says_its_conditions_without_measuring_them() -> None:
    (answer, where) = only(Said(), remix("allow", territories=["DE"]))

    assert (answer.toward, where.before, where.after, where.toward) == ("more", "", "only in Germany", "")


def test_what_a_withdrawal_does_belongs_to_the_terms_as_a_whole() -> None:
    (found,) = compare(Said({}, "stop_new"), Said({}, "take_down", 14))

    assert (found.use, found.changes[0].after) == ("", "what is live is taken down 14 days later")


@given(SAID)
def test_nothing_differs_from_itself(version: Said) -> None:
    assert compare(version, version) == ()


@given(SAID, SAID)
def test_looking_the_other_way_swaps_before_and_after(one: Said, two: Said) -> None:
    there = {
        (c.name, c.before, c.after) for use in compare(one, two) for c in use.changes if c.name == "answer"
    }
    back = {
        (c.name, c.after, c.before) for use in compare(two, one) for c in use.changes if c.name == "answer"
    }

    assert there == back


def test_what_changes_alike_for_several_uses_is_said_once() -> None:
    both = {use: {"answer": "allow", "conditions": {"territories": ["DE"]}} for use in ("remix", "cover")}
    found = gathered(compare(Said(), Said(both | {"voice": {"answer": "deny"}})))

    assert [(use.title, [change.name for change in use.changes]) for use in found] == [
        ("Remixes and covers", ["answer", "territories"]),
        ("Voice", ["answer"]),
    ]

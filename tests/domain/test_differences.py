"""Differences between two states of a thing read line by line, and say nothing where nothing changed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rightsdesk.domain.differences import Difference, differences

leaves = st.one_of(
    st.integers(0, 9), st.sampled_from(["ask", "deny"]), st.lists(st.integers(0, 3), max_size=2)
)
facts = st.dictionaries(
    st.sampled_from("abc"), st.one_of(leaves, st.dictionaries(st.sampled_from("xy"), leaves)), max_size=3
)


def test_a_changed_an_added_and_a_removed_line_each_say_which_they_are() -> None:
    before = {"remix": {"answer": "allow", "semitones": [-2, 2]}, "voice": {"answer": "deny"}}
    after = {"remix": {"answer": "ask", "semitones": [-2, 2]}, "cover": {"answer": "allow", "notice": True}}

    found = differences(before, after)

    assert found == (
        Difference("remix › answer", "allow", "ask"),
        Difference("cover › answer", None, "allow"),
        Difference("cover › notice", None, "yes"),
        Difference("voice › answer", "deny", None),
    )
    assert [line.kind for line in found] == ["changed", "added", "added", "removed"]


def test_what_is_empty_is_no_line() -> None:
    assert differences({"a": "", "b": None, "c": {}}, {"c": []}) == ()


@settings(max_examples=40, deadline=None)
@given(facts)
def test_a_thing_is_no_different_from_itself(thing: dict[str, object]) -> None:
    assert differences(thing, thing) == ()


@settings(max_examples=40, deadline=None)
@given(facts, facts)
def test_looking_backwards_swaps_before_and_after(one: dict[str, object], two: dict[str, object]) -> None:
    there = {(line.what, line.before, line.after) for line in differences(one, two)}
    back = {(line.what, line.after, line.before) for line in differences(two, one)}

    assert there == back

"""The table of transitions: what may follow what, and what never may."""

import pytest

from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.lifecycle import LIVE, TRANSITIONS, WORKING, State, check, may


def test_every_state_stands_in_the_table() -> None:
    assert set(TRANSITIONS) == set(State)


@pytest.mark.parametrize("end", [State.REFUSED, State.EXPIRED, State.WITHDRAWN])
def test_an_end_is_an_end(end: State) -> None:
    assert TRANSITIONS[end] == frozenset()


def test_nothing_is_published_without_screening_or_a_decision() -> None:
    before = {state for state in State if may(state, State.PUBLISHED)}

    assert before == {State.SCREENING, State.HELD, State.SUSPENDED, State.BLOCKED}


def test_everything_being_worked_on_may_fail() -> None:
    assert all(may(state, State.FAILED) for state in WORKING)
    assert not LIVE & WORKING


def test_a_step_that_is_not_in_the_table_is_refused_in_words() -> None:
    with pytest.raises(Conflict, match="that is refused cannot become published"):
        check(State.REFUSED, State.PUBLISHED)

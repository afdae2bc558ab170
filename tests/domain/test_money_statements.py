"""What a statement says: every total is the sum of its lines, and the attached detail reads back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.periods import Period
from rightsdesk.domain.statements import (
    Detail,
    by_hold,
    by_recording,
    by_right,
    dispute_until,
    from_csv,
    to_csv,
)

LINE = Detail(
    derivative="drv_1", derivative_title="Slow", isrc="ZZT102600001", recording="Glass Orchard", artist="Ada",
    iswc="", work="", right="master", from_day="2026-10-01", territory="*", plays=3, pool="pol_1", weight_top=1,
    weight_bottom=3, rank=1, currency="EUR", units=10, hold="", why="",
)  # fmt: skip
lines = st.lists(
    st.builds(
        LINE._replace,
        derivative=st.sampled_from(["drv_1", "drv_2", "drv_3"]),
        isrc=st.sampled_from(["a", "b", "c", "d"]),
        right=st.sampled_from(["master", "performance", "mechanical"]),
        units=st.integers(-(10**12), 10**12),
        hold=st.sampled_from(["", "derivative_held"]),
        why=st.sampled_from(["", "A moderator looks at it, “now”.", "two\nlines"]),
    ),
    max_size=30,
)


@given(lines)
def test_the_attached_detail_reads_back_as_it_was(lines: list[Detail]) -> None:
    assert from_csv(to_csv(lines)) == lines


@given(lines)
def test_every_table_of_the_paper_makes_the_total_of_the_lines(lines: list[Detail]) -> None:
    total, held = sum(line.units for line in lines), sum(line.units for line in lines if line.hold)

    assert sum(group.units for group in by_recording(lines, 3)) == total
    assert sum(group.held for group in by_recording(lines, 3)) == held
    assert sum(group.units for group in by_hold(lines, 2)) == held
    assert sum(units for _, units in by_right(lines)) == total
    assert len(by_recording(lines, 3)) <= 3


def test_a_listen_counts_once_whatever_it_earned_from() -> None:
    both = [
        LINE,
        LINE._replace(right="performance", iswc="T1"),
        LINE._replace(from_day="2026-10-16", plays=4),
    ]

    (group,) = by_recording(both, 40)

    assert (group.plays, group.units) == (7, 30)


def test_titles_a_spreadsheet_would_run_are_quoted() -> None:
    row = to_csv([LINE._replace(derivative_title="=HYPERLINK(1)", units=-5)]).decode().splitlines()[1]

    assert row.startswith("drv_1,'=HYPERLINK(1),")
    assert row.endswith(",EUR,-5,,,-0.000005,payable")


def test_a_month_can_be_disputed_for_ninety_days() -> None:
    assert dispute_until(Period(2026, 10)).isoformat() == "2027-01-29"

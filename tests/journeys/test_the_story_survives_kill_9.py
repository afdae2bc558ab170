"""The whole story through real doors, a real broker and real workers, all of which are killed in the middle of it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.desk import Desk, running_desk, summary

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        "BROKER_URL" not in os.environ, reason="BROKER_URL names no broker; ./desk test sets it"
    ),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running_desk(tmp_path_factory.mktemp("desk")) as found:
        yield found


@pytest.fixture(scope="module")
def told(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The story's summary, after every worker was killed once while rendering and once while screening."""
    out = tmp_path_factory.mktemp("story") / "out.json"
    story = desk.play(out)
    for state in ("generating", "screening"):
        desk.wait("SELECT count(*) FROM derivatives_transition WHERE after = %s", state)
        assert desk.kill_workers() == ["main", "screen", "beat"]
    words, _ = story.communicate(timeout=540)
    assert story.returncode == 0, words
    return summary(out)


def test_every_step_comes_out_as_the_story_says(told: dict[str, Any]) -> None:
    assert told["ok"]
    assert [(step["n"], step["outcome"]) for step in told["steps"]] == [
        (1, "published"),
        (2, "refused"),
        (3, "approved, then published"),
        (4, "held, case opened"),
        (5, "held, case opened"),
        (6, "blocked, appeal upheld"),
        (7, "posted, balanced to zero"),
        (8, "published, lines = header = ledger"),
        (9, "verified; the changed row was named"),
    ]


def test_the_remix_is_as_loud_and_as_fast_as_asked(told: dict[str, Any]) -> None:
    first = told["steps"][0]

    assert first["lufs"] == pytest.approx(-14, abs=0.5)
    assert first["tempo_bpm"] == pytest.approx(first["tempo_asked"], rel=0.01)
    assert first["true_peak_dbtp"] <= -1


def test_the_undeclared_audio_is_found_where_it_lies(told: dict[str, Any]) -> None:
    found = told["steps"][3]

    assert found["in_derivative_s"] == pytest.approx(found["truth_s"], abs=1.5)
    assert found["score"] > found["threshold"]


def test_the_unlicensed_voice_is_found_and_named(told: dict[str, Any]) -> None:
    found = told["steps"][4]

    assert found["nearest"] == "Marlow Reed"
    assert found["score"] > found["threshold"]


def test_nothing_is_doubled(told: dict[str, Any], desk: Desk) -> None:
    doubles = {
        "renderings": "SELECT count(*) - count(DISTINCT derivative_id) FROM derivatives_rendering",
        "screening runs": "SELECT count(*) - count(DISTINCT derivative_id) FROM screening_screeningrun",
        "cases": "SELECT count(*) - count(DISTINCT (derivative_id, policy_family)) FROM moderation_case",
        "publications": "SELECT count(*) - count(DISTINCT derivative_id) FROM derivatives_transition WHERE after = 'published'",
        "statements": "SELECT count(*) - count(DISTINCT (run_id, party_id, currency)) FROM payouts_statement",
        "usage lines": "SELECT count(*) - 20005 FROM payouts_usageline",
    }

    assert {name: desk.value(sql) for name, sql in doubles.items()} == dict.fromkeys(doubles, 0)


def test_nothing_is_lost(told: dict[str, Any], desk: Desk) -> None:
    assert desk.wait("SELECT count(*) FILTER (WHERE done_at IS NULL) = 0 FROM journal_outbox") is True
    working = (
        "SELECT count(*) FROM derivatives_derivative WHERE state IN ('generating', 'screening', 'failed')"
    )
    assert desk.value(working) == 0


def test_the_journal_verifies_after_all_that(told: dict[str, Any], desk: Desk) -> None:
    assert "The journal holds" in desk.manage("verify_journal")


def test_one_screening_worker_stays_under_1200_megabytes(told: dict[str, Any], desk: Desk) -> None:
    assert 0 < desk.peak_memory("screen") < 1_200_000_000


def test_a_second_telling_tells_the_same_and_does_nothing(
    told: dict[str, Any], desk: Desk, tmp_path: Path
) -> None:
    before = desk.value("SELECT count(*) FROM journal_entry WHERE verb NOT LIKE 'journal.%%'")
    again = desk.play(tmp_path / "again.json")
    again.communicate(timeout=120)

    assert summary(tmp_path / "again.json")["steps"] == told["steps"]
    assert desk.value("SELECT count(*) FROM journal_entry WHERE verb NOT LIKE 'journal.%%'") == before

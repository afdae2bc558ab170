"""The bench's table: a row says what was met and what was missed, and a room nobody knows is said to be unknown."""

from collections.abc import Iterator

import numpy as np
import pytest

from rightsdesk.generation.bench.__main__ import ROOMS, main
from rightsdesk.generation.bench.apart import likeness
from rightsdesk.generation.bench.sounds import songs
from rightsdesk.generation.bench.table import Room, Row, printed


def test_a_row_is_printed_with_its_target_as_soon_as_it_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    def rows(quick: bool) -> Iterator[Row]:
        yield Row("a cost", "<= 5 s", "4 s", True, "9 s")
        assert "a cost" in capsys.readouterr().out
        yield Row("another", "<= 5 s", "6 s", False)
        yield Row("a fact", "", str(quick))

    found = list(printed([Room("costs", rows)], quick=True))

    assert [row.met for row in found] == [True, False, None]
    *_, missed, fact = capsys.readouterr().out.splitlines()
    assert missed.split() == ["another", "<=", "5", "s", "6", "s", "NO"]
    assert fact.split() == ["a", "fact", "True"]


def test_a_room_nobody_knows_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "kitchen"]) == 2

    assert capsys.readouterr().err.startswith("There is no room kitchen; there are hearing, separation")


def test_every_demo_song_is_a_source_with_ground_truth() -> None:
    assert len([song for song in songs() if song.bpm and song.key and song.path.exists()]) >= 10
    assert {"hearing", "separation", "styles", "pitch", "seed", "variations", "memory"} <= set(ROOMS)


def test_likeness_is_ten_times_the_logarithm_of_the_ratio_of_powers() -> None:
    wanted = np.sin(np.arange(1000, dtype=np.float32))[:, None]
    other = np.cos(np.arange(1000, dtype=np.float32))[:, None]

    assert likeness(wanted, 3 * (wanted + other / 10)) == pytest.approx(20, abs=0.2)

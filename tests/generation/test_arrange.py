"""Sections in another order: joins on bar lines, lengths about as asked, no clicks, beats that go on."""

import numpy as np
import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Arrange
from rightsdesk.engines.audio import Audio
from rightsdesk.generation.listening import spectra
from rightsdesk.generation.listening.beats import Grid
from rightsdesk.generation.rendering import arrange, splice
from rightsdesk.generation.rendering.arrange import Bars, Spans
from tests.generation import signals

BAR_S = 2.4
BEATS = np.arange(0, 48.0, 0.6)
GRID = Grid(BEATS, 0, 1.0)


def verse_and_chorus() -> Audio:
    """Twenty bars at 100 BPM: six of one song, eight of another, six of the first."""
    verse, chorus = signals.band(100.0, 6 * BAR_S), signals.band(100.0, 8 * BAR_S, "A", minor=False)
    return Audio(np.concatenate([verse.samples, chorus.samples * 1.5, verse.samples]), signals.RATE)


SONG = verse_and_chorus()


@pytest.fixture(scope="module")
def bars() -> Bars:
    return arrange.bars(spectra.at_analysis_rate(SONG), GRID, SONG.seconds)


def lasts(spans: Spans) -> float:
    return sum(end - start for start, end in spans)


def on_bar_lines(times: list[float]) -> bool:
    return all(abs(time / BAR_S - round(time / BAR_S)) < 1e-3 for time in times)


def test_a_radio_edit_keeps_the_beginning_and_the_end(bars: Bars) -> None:
    spans = arrange.spans(Arrange("radio", 24.0), bars)

    assert (spans[0][0], spans[-1][1]) == (0.0, SONG.seconds)
    assert lasts(spans) == pytest.approx(24.0, abs=2 * BAR_S)
    assert on_bar_lines([time for span in spans for time in span])


def test_a_radio_edit_jumps_where_the_music_sounds_alike(bars: Bars) -> None:
    """Leaving out the chorus (eight bars) joins verse to verse: nothing is heard of the cut."""
    spans = arrange.spans(Arrange("radio", 12 * BAR_S), bars)

    assert np.allclose(spans, [(0.0, spans[0][1]), (spans[0][1] + 8 * BAR_S, SONG.seconds)], atol=2 * BAR_S)


def test_what_is_short_enough_already_stays_as_it_is(bars: Bars) -> None:
    assert arrange.spans(Arrange("radio", 60.0), bars) == [(0.0, SONG.seconds)]


def test_an_extended_version_repeats_bars_at_both_ends(bars: Bars) -> None:
    spans = arrange.spans(Arrange("extended", 80.0), bars)

    assert lasts(spans) == pytest.approx(80.0, abs=6 * BAR_S)
    assert (spans[0][0], spans[-1][1]) == (0.0, SONG.seconds)
    assert on_bar_lines([time for span in spans for time in span])


def test_a_loop_is_as_long_as_asked_and_made_of_one_place(bars: Bars) -> None:
    spans = arrange.spans(Arrange("loop", 30.0), bars)

    assert lasts(spans) == pytest.approx(30.0, abs=BAR_S)
    assert len({start for start, _ in spans}) == 1


def test_too_few_bars_are_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        arrange.bars(np.zeros(22_050 * 6, dtype=np.float32), Grid(BEATS[:10], 0, 1.0), 6.0)

    assert refusal.value.code == "too_few_bars"


def test_joins_do_not_click() -> None:
    tone = signals.chords("D", True, 12.0, each=12.0)
    spans = splice.aligned(tone, [(0.0, 4.0), (6.0, 10.0), (2.0, 5.0)])

    joined = splice.spliced(tone, spans)

    assert joined.frames == sum(round(end * tone.rate) - round(start * tone.rate) for start, end in spans)
    assert np.abs(np.diff(joined.samples[:, 0])).max() <= 1.1 * np.abs(np.diff(tone.samples[:, 0])).max()


def test_beats_go_on_across_a_join() -> None:
    grid = Grid(np.arange(0.3, 48.0, 0.6), 1, 1.0)
    spans = [(0.0, 0.9 + 4 * BAR_S), (0.9 + 9 * BAR_S, 48.0)]

    joined = splice.spliced_grid(grid, spans)

    assert np.allclose(np.diff(joined.beats), 0.6)
    assert joined.beats[joined.downbeat] == pytest.approx(0.9)


def test_rows_measured_over_time_follow_the_same_order() -> None:
    table = np.arange(100.0)[:, None]

    moved = splice.spliced_frames(table, 10.0, [(5.0, 6.0), (0.0, 1.0)])

    assert moved[:, 0].tolist() == [*range(50, 60), *range(10)]

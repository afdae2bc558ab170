"""Our own separation: exact sums, seams that are not heard, voices wherever they stand, and its grade always said."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from rightsdesk.domain.recipe import STEMS
from rightsdesk.engines.audio import Audio, decode
from rightsdesk.generation.contract import CancelledError, Separator
from rightsdesk.generation.separation import GRADE, PreviewSeparator, blocks, remixed
from rightsdesk.generation.separation.spectrum import transform
from tests.generation import signals

FIXTURES = Path(__file__).parents[2] / "fixtures" / "audio" / "stems"
ONE = np.float32(1.0)


def likeness(wanted: np.ndarray, heard: np.ndarray) -> float:
    """Scale-invariant signal-to-distortion ratio in dB (Le Roux et al., 2019)."""
    target = wanted * (np.vdot(heard, wanted) / np.vdot(wanted, wanted))
    return float(10 * np.log10(np.vdot(target, target) / np.vdot(heard - target, heard - target)))


def apart(mix: Audio) -> dict[str, np.ndarray]:
    return dict(PreviewSeparator().separate(mix, lambda fraction: None, lambda: False))


@cache
def label_stems(song: str) -> dict[str, np.ndarray]:
    """Six seconds of a song of the demo, as the label has it."""
    start, stop = 14 * 44_100, 20 * 44_100
    return {name: decode(FIXTURES / f"{song}.{name}.opus", rate=44_100).samples[start:stop] for name in STEMS}


def test_all_stems_together_are_the_mix_and_the_same_every_time() -> None:
    mix = signals.band(100.0, 4.0)

    stems = apart(mix)

    assert tuple(stems) == STEMS
    assert {samples.dtype for samples in stems.values()} == {np.dtype(np.float32)}
    assert {samples.shape for samples in stems.values()} == {mix.samples.shape}
    assert np.abs(sum(stems.values()) - mix.samples).max() < 1e-5
    assert np.array_equal(remixed(mix, {"drums": ONE}), stems["drums"])


def test_a_transform_there_and_back_changes_nothing() -> None:
    mix = signals.band(100.0, 1.3)

    for seconds, overlap in ((0.37, 4), (0.19, 2), (0.023, 4)):
        window = transform(mix.rate, seconds, overlap)
        back = window.backward(window.forward(mix.samples), mix.frames)
        assert np.abs(back - mix.samples).max() < 1e-6


def test_pieces_join_without_a_seam() -> None:
    mix = signals.band(100.0, 6.0)

    in_pieces = list(blocks(mix, piece_seconds=2.5))

    assert len(in_pieces) == 2
    drums = np.concatenate([piece["drums"] for piece in in_pieces])
    assert likeness(apart(mix)["drums"], drums) > 20


def test_it_says_how_far_it_is_and_stops_between_pieces() -> None:
    mix = signals.band(100.0, 6.0)
    seen: list[float] = []

    with pytest.raises(CancelledError):
        list(blocks(mix, seen.append, lambda: len(seen) == 1, piece_seconds=2.5))

    assert len(seen) == 1
    assert 0 < seen[0] < 1


@pytest.mark.parametrize("song", ["glass_orchard", "paper_lanterns"])
def test_each_stem_of_a_song_comes_out_clearer_than_it_was_in_the_mix(song: str) -> None:
    """Least gains in dB, below what was measured on the whole songs (`./desk bench generation`)."""
    truth = label_stems(song)
    mix = np.sum(list(truth.values()), axis=0, dtype=np.float32)

    stems = apart(Audio(mix, 44_100))

    for name, least in (("vocals", 4.0), ("drums", 7.0), ("bass", 4.0), ("other", 3.0)):
        assert likeness(truth[name], stems[name]) > likeness(truth[name], mix) + least, name
    assert likeness(mix - truth["vocals"], mix - stems["vocals"]) > 4.0


@pytest.mark.parametrize("side", [(1.0, 0.25), (0.0, 1.0)])
def test_a_voice_is_found_wherever_it_stands(side: tuple[float, float]) -> None:
    truth = label_stems("glass_orchard")
    backing = np.asarray(truth["drums"] + truth["bass"] + truth["other"])
    sung = truth["vocals"].mean(axis=1, keepdims=True) * np.array(side, dtype=np.float32)

    vocals = apart(Audio(backing + sung, 44_100))["vocals"]

    assert likeness(sung, vocals) > likeness(sung, backing + sung) + 4.0


@pytest.mark.parametrize("rate", [8_000, 48_000])
def test_mono_at_any_rate_is_taken_apart(rate: int) -> None:
    samples = signals.band(100.0, 3.0).samples[:: 44_100 // rate or 1, :1]

    stems = apart(Audio(np.ascontiguousarray(samples), rate))

    assert np.abs(sum(stems.values()) - samples).max() < 1e-5


def test_it_says_that_it_is_preview_grade() -> None:
    separator: Separator = PreviewSeparator()

    assert (
        (separator.grade, separator.kind) == (GRADE, "signal_processing") == ("preview", "signal_processing")
    )
    assert "median" in separator.method
    assert separator.identity == "preview-2"

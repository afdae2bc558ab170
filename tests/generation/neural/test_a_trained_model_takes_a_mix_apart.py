"""The real Demucs path on a tiny random model: shapes, sums, progress, an end when asked, the same answer twice."""

import numpy as np
import pytest

from rightsdesk.domain.disclosure import TRAINED
from rightsdesk.domain.recipe import STEMS
from rightsdesk.engines.audio import Audio
from rightsdesk.generation.contract import CancelledError
from rightsdesk.generation.neural import NeuralSeparator
from tests.generation import signals
from tests.generation.neural import tiny


@pytest.fixture(scope="module")
def separator(tmp_path_factory: pytest.TempPathFactory) -> NeuralSeparator:
    return NeuralSeparator(tiny.checkpoint(tmp_path_factory.mktemp("checkpoint")))


def take_apart(separator: NeuralSeparator, audio: Audio) -> dict[str, np.ndarray]:
    return dict(separator.separate(audio, lambda fraction: None, lambda: False))


def test_it_says_what_it_is(separator: NeuralSeparator) -> None:
    assert (separator.kind, separator.grade) == (TRAINED, "trained")
    assert separator.model is not None
    assert separator.identity == f"demucs-{separator.model.sha256}"


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 2), (48_000, 1), (22_050, 2)])
def test_its_stems_have_the_mix_s_shape_and_sum_to_it(
    separator: NeuralSeparator, rate: int, channels: int
) -> None:
    random = np.random.default_rng(1)
    mix = Audio((0.1 * random.standard_normal((rate * 3, channels))).astype(np.float32), rate)

    stems = take_apart(separator, mix)

    assert set(stems) == set(STEMS)
    assert {stem.shape for stem in stems.values()} == {mix.samples.shape}
    assert np.allclose(sum(stems.values()), mix.samples, atol=1e-5)
    assert float(np.abs(stems["vocals"]).max()) > 0


def test_the_same_mix_gives_the_same_stems(separator: NeuralSeparator) -> None:
    mix = signals.band(100.0, 3.0)

    first, second = take_apart(separator, mix), take_apart(separator, mix)

    assert all(np.array_equal(first[name], second[name]) for name in STEMS)


def test_it_tells_how_far_it_is(separator: NeuralSeparator) -> None:
    told: list[float] = []

    separator.separate(signals.band(100.0, 6.0), told.append, lambda: False)

    assert told == sorted(told)
    assert len(told) >= 3
    assert told[-1] <= 1.0


def test_it_stops_when_asked(separator: NeuralSeparator) -> None:
    told: list[float] = []

    with pytest.raises(CancelledError):
        separator.separate(signals.band(100.0, 6.0), told.append, lambda: len(told) >= 1)

    assert len(told) == 1

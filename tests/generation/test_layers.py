"""Everything that is laid over material leaves the material itself alone, and comes out the same for the same seed."""

import numpy as np
import pytest

from rightsdesk.domain.disclosure import SIGNAL_PROCESSING, SYNTHESIS
from rightsdesk.domain.recipe import (
    Ambience,
    Drums,
    Echo,
    Fade,
    Filter,
    Motion,
    Operation,
    Pad,
    Reverb,
    Saturation,
    Tape,
)
from rightsdesk.engines.audio import Audio
from rightsdesk.generation.listening.beats import Grid
from rightsdesk.generation.rendering import layers
from tests.generation import signals

BAND = signals.band(100.0, 4.8)
GRID = Grid(np.arange(0.0, 4.8, 0.6), 0, 1.0)
LAYERS = (
    Filter("lowpass", 2000.0), Echo(1.0, 0.3, 0.3), Reverb(0.2, 0.5), Pad("warm", -12.0), Drums("house", -6.0),
    Ambience("rain", -20.0), Saturation(6.0), Tape(0.5), Motion(4.0, 0.8), Fade(0.5, 0.5),
)  # fmt: skip


def lay(operation: Operation, seed: int = 7) -> tuple[Audio, dict[str, object]]:
    """From samples that nobody may write to, as they come out of the cache."""
    samples = BAND.samples.copy()
    samples.flags.writeable = False
    setting = layers.Setting(GRID, 0.6, "D minor", 0.9, seed)
    return layers.lay(Audio(samples, BAND.rate), operation, setting)


@pytest.mark.parametrize("operation", LAYERS, ids=lambda operation: operation.kind)
def test_a_layer_changes_the_sound_and_not_what_it_was_given(operation: Operation) -> None:
    first, said = lay(operation)
    again, _ = lay(operation)

    assert (first.samples == again.samples).all()
    longer = round(layers.tail_s(operation, 0.6) * BAND.rate)
    assert first.frames == pytest.approx(BAND.frames + longer, abs=2)
    assert not np.allclose(first.samples[: BAND.frames, :1], BAND.samples[:, :1])
    assert said["step"] == operation.kind
    assert said["method"] == (
        SYNTHESIS if isinstance(operation, Pad | Drums | Ambience) else SIGNAL_PROCESSING
    )


@pytest.mark.parametrize("operation", [Reverb(0.2, 0.5), Drums("house", -6.0), Ambience("rain", -20.0)])
def test_another_seed_is_another_performance(operation: Operation) -> None:
    assert not np.array_equal(lay(operation, 7)[0].samples, lay(operation, 8)[0].samples)


def test_every_operation_is_either_a_layer_or_part_of_the_material() -> None:
    assert {type(each) for each in LAYERS} == set(layers._LAYERS)
    assert layers.words_for(Filter("lowpass", 2000.0)) == "Filtering"

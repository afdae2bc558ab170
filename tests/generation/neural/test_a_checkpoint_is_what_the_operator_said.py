"""No weights are loaded but those an operator pinned, of a class that is allowed, under a licence that is on record."""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.generation.contract import Model
from rightsdesk.generation.neural import Checkpoint, NeuralSeparator, checked
from rightsdesk.generation.neural.loading import load
from tests.generation.neural import tiny


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    return tiny.checkpoint(tmp_path_factory.mktemp("checkpoint"))


def refusal(checkpoint: Checkpoint) -> str:
    with pytest.raises(Invalid) as refused:
        load(checkpoint)
    return refused.value.code


def test_its_name_hash_licence_and_training_are_told(good: Checkpoint) -> None:
    assert checked(good) == Model("tiny", good.sha256, "CC0 1.0", "random numbers")


def test_it_is_described_without_loading_torch(good: Checkpoint) -> None:
    asking = (
        "import sys; from pathlib import Path; from rightsdesk.generation.neural import Checkpoint, NeuralSeparator;"
        f"NeuralSeparator(Checkpoint(Path({str(good.path)!r}), {good.sha256!r}, 'CC0 1.0'));"
        "print('torch' in sys.modules, 'demucs' in sys.modules)"
    )

    answer = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=True)

    assert answer.stdout.split() == ["False", "False"]


def test_another_file_in_its_place_is_refused(good: Checkpoint, tmp_path: Path) -> None:
    other = tmp_path / "other.safetensors"
    other.write_bytes(good.path.read_bytes()[:-1] + b"x")

    assert refusal(replace(good, path=other)) == "checkpoint_changed"


def test_one_without_a_licence_is_refused(good: Checkpoint) -> None:
    assert refusal(replace(good, licence=" ")) == "checkpoint_licence"


def test_a_missing_one_is_refused(good: Checkpoint, tmp_path: Path) -> None:
    assert refusal(replace(good, path=tmp_path / "nothing.safetensors")) == "checkpoint_missing"


@pytest.mark.parametrize(
    "said",
    [{"klass": "os.system"}, {"klass": "demucs.solver.Solver"}, {"structure": '{"_class": "os.system"}'}],
)
def test_a_class_that_is_not_allowed_is_never_imported(tmp_path: Path, said: dict[str, object]) -> None:
    assert refusal(tiny.checkpoint(tmp_path, **said)) == "checkpoint_class"


@pytest.mark.parametrize(
    "content", [b"\xff" * 8 + b"{", b"\x05" + b"\0" * 7 + b"{{{{{", b"\x02" + b"\0" * 7 + b"{}"]
)
def test_a_header_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.safetensors"
    path.write_bytes(content)

    assert refusal(tiny.pinned(path)) in {"checkpoint_unreadable", "checkpoint_class"}


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    changed = tiny.KWARGS | {"channels": 8}
    import json

    assert refusal(tiny.checkpoint(tmp_path, kwargs=json.dumps(changed))) == "checkpoint_unreadable"


def test_a_pickle_is_refused_and_none_of_its_code_runs(tmp_path: Path) -> None:
    trace = tmp_path / "it_ran"
    path = tmp_path / "evil.th"
    path.write_bytes(pickle.dumps(_Evil(trace)))

    with pytest.raises(Invalid) as refused:
        NeuralSeparator(tiny.pinned(path))

    assert refused.value.code == "checkpoint_pickle"
    assert not trace.exists()


def test_a_pickle_is_taken_when_the_operator_says_so(tmp_path: Path) -> None:
    assert list(load(tiny.pickled(tmp_path, allowed=True)).sources) == tiny.SOURCES


def test_an_allowed_pickle_of_another_class_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dict.th"
    import torch

    torch.save({"klass": dict, "args": [], "kwargs": {}, "state": {}}, path)

    assert refusal(tiny.pinned(path, allow_pickle=True)) == "checkpoint_class"


class _Evil:
    """What a hostile pickle does when it is read."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.trace,))

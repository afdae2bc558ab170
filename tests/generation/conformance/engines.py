"""The three engines of the desk, each ready to work: one suite asks the same of all."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from rightsdesk.generation.builtin import BuiltinEngine
from rightsdesk.generation.contract import Engine
from rightsdesk.generation.neural import NeuralSeparator
from tests.generation.neural import tiny
from tests.generation.remote.cast import remote


@contextmanager
def builtin(folder: Path) -> Iterator[Engine]:
    del folder
    yield BuiltinEngine()


@contextmanager
def neural(folder: Path) -> Iterator[Engine]:
    """The built-in engine with a trained separator: the real Demucs path, random weights."""
    yield BuiltinEngine(NeuralSeparator(tiny.checkpoint(folder)))


ENGINES: dict[str, Callable[[Path], AbstractContextManager[Engine]]] = {
    "builtin": builtin,
    "neural": neural,
    "remote": remote,
}

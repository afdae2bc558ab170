"""A short derivative sealed once in every format, without a watermark: what is tested here is the credentials."""

from dataclasses import replace
from pathlib import Path

import pytest

from rightsdesk.engines.provenance import Keys, Sealed, make_keys, seal
from tests.engines.provenance.story import AT, FORMATS, claim, music


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return make_keys(tmp_path_factory.mktemp("house") / "keys", AT)


@pytest.fixture(scope="session")
def signing_keys(keys: Keys) -> Keys:
    """The same house, but nothing is marked and nothing listened for."""
    return replace(keys, watermark=())


@pytest.fixture(scope="session")
def sealed(signing_keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return seal(music(3.0), claim(), signing_keys, tmp_path_factory.mktemp("sealed"), FORMATS)


@pytest.fixture
def stranger(tmp_path: Path) -> Keys:
    """Another house with keys of its own."""
    return make_keys(tmp_path / "stranger", AT, "somebody else")

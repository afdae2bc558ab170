"""The law touches no passwords and no files: what other rooms prepare for each test is left out here."""

import pytest


@pytest.fixture(autouse=True)
def cheap_passwords() -> None:
    """Nobody signs in."""


@pytest.fixture(autouse=True)
def own_media_folder() -> None:
    """Nothing is written."""

"""What every test of the API shares."""

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def quick_hashes(settings: Settings) -> None:
    """Client secrets are hashed with every client that is made: the slow hash proves nothing here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

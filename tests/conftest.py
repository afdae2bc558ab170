"""Fixtures every test shares: a media folder of its own, and a flush that may empty append-only tables."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import settings as hypothesis
from pytest_django.fixtures import Settings

# A property is tried a few times while somebody waits, and many times where nobody does: see .ci/run.
hypothesis.register_profile("quick", max_examples=40, deadline=None)
hypothesis.register_profile("thorough", max_examples=200, deadline=None)
hypothesis.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def cheap_passwords(settings: Settings) -> None:
    """A real password hash costs most of a second, on purpose; tests make hundreds of people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_media_folder(settings: Settings, tmp_path: Path) -> None:
    """No test reads or writes the desk's own files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()


@pytest.fixture(autouse=True)
def keys_of_the_tests(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files are signed with keys made for this run, once; nor is the desk's cache of stems touched."""
    folder = tmp_path_factory.getbasetemp()
    settings.PROVENANCE_KEYS = folder / "keys"
    settings.GENERATION_CACHE = folder / "cache"
    settings.REMOTE_ENGINE_DESK_KEY = folder / "engine.jwk"


@pytest.fixture(autouse=True, scope="session")
def flush_past_the_triggers() -> Iterator[None]:
    """Tests that commit are cleaned up by TRUNCATE, which append-only tables refuse to everybody else."""
    ordinary = connection.ops.sql_flush

    def sql_flush(*args: Any, **kwargs: Any) -> list[str]:
        return ["SET LOCAL session_replication_role = replica;", *ordinary(*args, **kwargs)]

    connection.ops.sql_flush = sql_flush  # type: ignore[method-assign]
    yield
    connection.ops.sql_flush = ordinary  # type: ignore[method-assign]

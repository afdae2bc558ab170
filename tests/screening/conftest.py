"""One studio for all screening tests of a module: enrolling and measuring take seconds, so they are rolled back once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django.fixtures import Settings

from tests.screening.studio import Studio, open_studio


@pytest.fixture(scope="module")
def opened(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Studio, Path]]:
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=media):
            yield open_studio(), media
        transaction.set_rollback(True)


@pytest.fixture
def studio(own_media_folder: None, opened: tuple[Studio, Path], db: None, settings: Settings) -> Studio:
    """Pia's platform and the desk, with its files, for one test."""
    made, media = opened
    settings.MEDIA_ROOT = media
    return made

"""The house of the console's tests, built once for the folder and rolled back after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.admin import story


@pytest.fixture(scope="package")
def house(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[story.House]:
    """Built once: the tests that only read share it, each inside its own transaction's savepoint."""
    before = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = Path(tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic():
        yield story.house()
        transaction.set_rollback(True)
    settings.MEDIA_ROOT = before

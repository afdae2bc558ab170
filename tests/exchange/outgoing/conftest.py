"""One desk a file: it is built once, and what a test adds to it is taken back after the test."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.exchange.outgoing import story

HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def desk(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[story.Desk]:
    """Rows of a transaction around those of the tests; its files lie in a folder of their own."""
    own = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("desk"), PASSWORD_HASHERS=HASHERS)
    with django_db_blocker.unblock(), transaction.atomic():
        with own:
            made = story.desk()
        yield made
        transaction.set_rollback(True)

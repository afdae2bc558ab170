"""Is the process alive, and can it do its work? `/healthz` touches nothing; `/readyz` asks database and broker."""

import logging
from collections.abc import Callable

import psycopg
from celery import current_app
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SECONDS = 2
log = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when everything the desk needs is there; 503 with what is missing, in words."""
    missing = [words for words in (_try(check) for check in (_database, _broker)) if words]
    return JsonResponse(
        {"status": "not ready" if missing else "ready", "missing": missing}, status=503 if missing else 200
    )


def _try(check: Callable[[], str]) -> str:
    """What is missing, or nothing. What went wrong inside goes to the log: the probe is public."""
    try:
        return check()
    except Exception:
        log.exception("readiness check failed")
        return f"The {check.__name__.strip('_')} cannot be reached."


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return f"The database lacks {waiting} migrations." if waiting else ""


def _broker() -> str:
    if settings.BROKER_URL.startswith("pgmq://"):
        # A connection of the transport itself opens a pool: too much for a probe.
        address = settings.BROKER_URL.replace("pgmq://", "postgresql://", 1)
        with psycopg.connect(address, connect_timeout=SECONDS) as broker:
            found = broker.execute("SELECT to_regclass('pgmq.meta')").fetchone()
        return "" if found and found[0] else "The broker's PGMQ tables are not installed."
    with current_app.connection_for_write(settings.BROKER_URL, connect_timeout=SECONDS) as broker:
        broker.ensure_connection(max_retries=1, timeout=SECONDS)
    return ""

"""Usage in: a file is staged by COPY, checked set-wise, and counted once. Bad lines never stop the good ones."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.utils import timezone

from rightsdesk.accounts.models import Organisation, Programme
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.periods import Period
from rightsdesk.journal.actions import record
from rightsdesk.media.actions import sha256_of
from rightsdesk.payouts import usage_sql
from rightsdesk.payouts.models import UsageReport
from rightsdesk.payouts.reading import COLUMNS, header, staged

PARTITION_LOCK = 7_220_101


def import_usage(
    *,
    actor: str,
    source: Path | BinaryIO,
    period: str,
    platform: Organisation | None = None,
    programme: Programme | None = None,
    file_name: str = "",
    now: datetime | None = None,
) -> UsageReport:
    """Count one report of a programme (a platform's only one when none is named). The same bytes count once.

    Raises Invalid for a month that is none, a file without the columns we need, or a platform of several programmes.
    """
    month, at = Period.parse(period), now or timezone.now()
    programme = programme or _only_programme(platform)
    if isinstance(source, Path):
        return _import(actor, source, month, programme, file_name or source.name, at)
    with tempfile.NamedTemporaryFile(prefix="usage-") as scratch:
        shutil.copyfileobj(source, scratch)
        scratch.flush()
        return _import(actor, Path(scratch.name), month, programme, file_name or "upload.csv", at)


def _only_programme(platform: Organisation | None) -> Programme:
    found = list(Programme.objects.filter(platform=platform).order_by("pk")[:2]) if platform else []
    if len(found) != 1:
        raise Invalid(
            "programme_needed", "Say which programme this report is of.", {"programmes": len(found)}
        )
    return found[0]


def _import(
    actor: str, path: Path, period: Period, programme: Programme, file_name: str, now: datetime
) -> UsageReport:
    digest = sha256_of(path)
    _ensure_partition(period)
    with transaction.atomic():
        # One import of a programme at a time: what is already reported must not change under the check.
        Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
        known = UsageReport.objects.filter(programme=programme, file_sha256=digest).first()
        if known:
            return known
        facts = _stage(path, period, programme)
        report = UsageReport.objects.create(
            programme=programme, period=str(period), file_name=file_name[:200], file_sha256=digest,
            imported_by=actor, imported_at=now, **facts,
        )  # fmt: skip
        with connection.cursor() as cursor:
            for statement in usage_sql.KEEP:
                cursor.execute(statement, {"report": report.pk, "period": str(period)})
        record(actor=actor, verb="usage.imported", subject=report.public_id, now=now,
               facts={"file": file_name[:200], "sha256": digest, "period": str(period), **facts})  # fmt: skip
    return report


def _stage(path: Path, period: Period, programme: Programme) -> dict[str, int]:
    """Fill the checked table of this transaction and count what is in it."""
    with path.open("rb") as file, connection.cursor() as cursor:
        columns = header(file)
        cursor.execute(usage_sql.STAGING)
        with cursor.copy(usage_sql.COPY) as copy:
            for piece in staged(file):
                copy.write(piece)
        cursor.execute(usage_sql.CHECK, _check_facts(columns, period, programme))
        for statement in usage_sql.MARK:
            cursor.execute(statement, {"programme": programme.pk, "period": str(period)})
        cursor.execute(usage_sql.COUNT)
        row = cursor.fetchone()
    names = ("lines", "accepted", "quarantined", "unmatched", "plays")
    return dict(zip(names, (int(value) for value in row), strict=True))


def _check_facts(columns: list[str], period: Period, programme: Programme) -> dict[str, Any]:
    places = {name: columns.index(name) + 1 for name in COLUMNS}
    return {
        **places,
        "columns": len(columns),
        "programme": programme.pk,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
    }


def _ensure_partition(period: Period) -> None:
    """A partition for the month, made in a transaction of its own so that its lock is short."""
    name = f"payouts_usageline_{period.year}_{period.month:02d}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [name])
        if cursor.fetchone()[0] is None:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PARTITION_LOCK])
            cursor.execute(
                f"""CREATE TABLE IF NOT EXISTS {name} PARTITION OF payouts_usageline
                    (CHECK (day >= '{period.first}' AND day < '{period.after}')) FOR VALUES IN ('{period}')"""
            )

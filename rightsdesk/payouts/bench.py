"""What a month of money costs on this machine, beside the usual way: a loop over lines with two decimals each.

Everything is written inside one transaction that is rolled back, in a month far away.
"""

import csv
import random
import tempfile
import time
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.db.models import Sum
from django.test.utils import override_settings
from django.utils import timezone

from rightsdesk.accounts.models import ApiClient, Organisation, OrganisationKind, Programme
from rightsdesk.artists.models import Artist, Party, PartyKind, Recording, RecordingWork, Share, Work
from rightsdesk.derivatives.models import Derivative, Source
from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.payouts import actions
from rightsdesk.payouts.models import Allocation, Run
from rightsdesk.payouts.reading import COLUMNS

PERIOD, ACTOR = "2089-10", "system:bench"
POOL = 1_000_000_000_000
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything. `songs` recordings, each of one work, two master owners and two publishers."""

    lines: int = 200_000
    derivatives: int = 4_000
    songs: int = 1_000


def royalties(size: Size | None = None) -> dict[str, Any]:
    """Import and divide a generated month; then the same lines by the naive loop. Seconds and lines a second."""
    size = size or Size()
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder), transaction.atomic():
        programme, derivatives = _catalogue(size)
        path = Path(folder) / "usage.csv"
        _write_usage(path, derivatives, size.lines)
        actions.open_pool(actor=ACTOR, programme=programme, period=PERIOD, amount=POOL)
        started = time.perf_counter()
        actions.import_usage(actor=ACTOR, source=path, period=PERIOD, programme=programme)
        imported = time.perf_counter()
        run = actions.allocate(actor=ACTOR, period=PERIOD)
        allocated = time.perf_counter()
        lost = _naive(path)
        looped = time.perf_counter()
        result = _result(size, run, imported - started, allocated - imported, looped - allocated, lost)
        transaction.set_rollback(True)
    return result


def _result(
    size: Size, run: Run, importing: float, dividing: float, looping: float, lost: Decimal
) -> dict[str, Any]:
    lines = Allocation.objects.filter(run=run)
    return {
        "lines": size.lines,
        "allocations": lines.count(),
        "import_seconds": round(importing, 3),
        "import_lines_a_second": round(size.lines / importing),
        "allocate_seconds": round(dividing, 3),
        "allocate_lines_a_second": round(size.lines / dividing),
        "lines_a_second": round(size.lines / (importing + dividing)),
        "lost_micro_units": POOL - (lines.aggregate(total=Sum("units"))["total"] or 0),
        "naive_seconds": round(looping, 3),
        "naive_lines_a_second": round(size.lines / looping),
        "naive_lost": f"EUR {lost}",
    }


def _naive(path: Path) -> Decimal:
    """A line at a time, each part rounded to the cent and nothing stored. Returns what got lost of the pool."""
    shares = [Decimal(n) / 100 for n in ("44", "11", "11.25", "11.25", "11.25", "11.25")]
    with path.open() as file:
        plays = sum(int(row["plays"]) for row in csv.DictReader(file))
    pool, paid = Decimal(POOL) / 1_000_000, Decimal(0)
    with path.open() as file:
        for row in csv.DictReader(file):
            amount = pool * int(row["plays"]) / plays
            paid += sum((amount * share).quantize(CENT, ROUND_HALF_EVEN) for share in shares)
    return pool - paid


def _write_usage(path: Path, derivatives: list[str], lines: int) -> None:
    chance = random.Random(7)  # noqa: S311 - the same made-up month every time
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(lines):
            day, place = chance.randint(1, 31), chance.choice(("DE", "FR", "GB", "US"))
            key = derivatives[int(chance.random() ** 2 * len(derivatives))]
            row = (
                f"b{number}",
                f"{PERIOD}-{day:02d}",
                key,
                place,
                "premium",
                f"u{number % 9973}",
                chance.randint(1, 40),
            )
            writer.writerow(row)


def _catalogue(size: Size) -> tuple[Programme, list[str]]:
    platform = Organisation.objects.create(name="Bench platform", kind=OrganisationKind.PLATFORM.value)
    programme = Programme.objects.create(platform=platform, name="Bench", valid_from=date(2020, 1, 1))
    recordings = _recordings(size.songs)
    made = Derivative.objects.bulk_create(
        Derivative(
            programme=programme, client=_client(platform), title=f"Remix {n}", listener="u", plan="plus",
            territory="DE", recipe={}, recipe_hash="", idempotency_key=f"b{n}", request_hash="",
            state=State.PUBLISHED.value, published_at=timezone.now(),
        )
        for n in range(size.derivatives)
    )  # fmt: skip
    Source.objects.bulk_create(
        Source(derivative=each, recording=recordings[n % len(recordings)]) for n, each in enumerate(made)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return programme, [each.public_id for each in made]


def _client(platform: Organisation) -> ApiClient:
    known = ApiClient.objects.filter(organisation=platform).first()
    if known:
        return known
    application = ApiClient._meta.get_field("application").related_model._default_manager.create(
        name="bench", client_type="confidential", authorization_grant_type="client-credentials"
    )
    return ApiClient.objects.create(organisation=platform, application=application)


def _recordings(count: int) -> list[Recording]:
    parties = Party.objects.bulk_create(
        Party(name=f"Bench {n}", kind=PartyKind.ARTIST.value) for n in range(max(count // 2, 4))
    )
    artist = Artist.objects.create(name="Bench", party=parties[0])
    works = Work.objects.bulk_create(Work(title=f"Work {n}", iswc=f"B{n:010d}") for n in range(count))
    recordings = Recording.objects.bulk_create(
        Recording(title=f"Take {n}", isrc=f"BENCH{n:07d}", artist=artist) for n in range(count)
    )
    RecordingWork.objects.bulk_create(
        RecordingWork(recording=take, work=work) for take, work in zip(recordings, works, strict=True)
    )
    Share.objects.bulk_create(
        share
        for n, (take, work) in enumerate(zip(recordings, works, strict=True))
        for share in _shares(take, work, [parties[(n + step) % len(parties)] for step in range(4)])
    )
    return recordings


def _shares(take: Recording, work: Work, owners: list[Party]) -> list[Share]:
    """Two owners of the master, two others of the work."""
    valid = DateRange(date(2020, 1, 1), None)
    recorded = DateTimeTZRange(datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone()), None)
    parts = [(owners[0], Right.MASTER, 800_000), (owners[1], Right.MASTER, 200_000)]
    parts += [
        (who, right, WHOLE // 2) for right in (Right.PERFORMANCE, Right.MECHANICAL) for who in owners[2:]
    ]
    return [
        Share(
            party=party, right=right.value, ppm=ppm, valid=valid, recorded=recorded,
            **({"recording": take} if right is Right.MASTER else {"work": work}),
        )
        for party, right, ppm in parts
    ]  # fmt: skip

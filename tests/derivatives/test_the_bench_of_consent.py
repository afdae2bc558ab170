"""The bench measures what is really there, says whether the targets are met, and leaves nothing behind."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from rightsdesk.artists.models import Recording
from rightsdesk.derivatives.bench.catalogue import Size
from rightsdesk.derivatives.bench.table import Row, lines
from rightsdesk.derivatives.management.commands import bench_consent
from rightsdesk.derivatives.models import Derivative

pytestmark = pytest.mark.django_db
SMALL = Size(recordings=40, derivatives=20, rows=60, tries=5)


def test_every_target_has_its_line_and_nothing_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_consent, "QUICK", SMALL)
    out = StringIO()

    call_command("bench_consent", "--quick", "--json", stdout=out)

    rows: list[dict[str, Any]] = json.loads(out.getvalue())["rows"]
    assert [row["target"] for row in rows] == [
        "≥ 20 000", "≤ 5 ms", "≤ 50 ms", "≤ 50 ms", "≤ 30 s", "≤ 30 s", "≤ 300 ms",
    ]  # fmt: skip
    assert all(row["ours"] > 0 and row["peers"] > 0 for row in rows)
    assert not Recording.objects.exists()
    assert not Derivative.objects.exists()


def test_a_target_is_met_on_the_wall() -> None:
    plain = Row("a page", "≤ 50 ms", 50, "ms", 40, 30, 900, 9)
    busy = Row("a page", "≤ 50 ms", 50, "ms", 80, 30, 900, 9)
    slow = Row("a page", "≤ 50 ms", 50, "ms", 80, 60, 900, 9)
    fast = Row("verdicts", "≥ 20 000", 20_000, "/s", 30_000, 30_000, 3_000, more_is_better=True)

    assert [row.met for row in (plain, busy, slow, fast)] == ["yes", "no", "no", "yes"]
    assert (plain.ratio, fast.ratio) == (30, 10)
    assert "30.0 ×" in list(lines([plain]))[1]

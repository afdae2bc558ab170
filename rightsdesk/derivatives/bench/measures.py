"""What the bench measures, in the order of the table; everything within the caller's transaction."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle

from django.db import transaction

from rightsdesk.artists.models import Recording
from rightsdesk.consent.gathering import facts_for
from rightsdesk.consent.models import Terms
from rightsdesk.consent.queries import preview
from rightsdesk.consent.remixable import PAGE, remixable
from rightsdesk.derivatives.actions import withdraw
from rightsdesk.derivatives.bench import listpage, peers
from rightsdesk.derivatives.bench.catalogue import Size, fill, run
from rightsdesk.derivatives.bench.clock import Timing, timed
from rightsdesk.derivatives.bench.living import ASKED, TODAY, bring_to_life
from rightsdesk.derivatives.bench.table import Row
from rightsdesk.derivatives.impact import impact
from rightsdesk.derivatives.models import Derivative
from rightsdesk.derivatives.questions import live_of
from rightsdesk.domain.consent import Grantor, decide

LAW = 2_000
PROBE = 200
"""How many rows a slow way is tried on; the rest is multiplied."""
SILENCE = """
UPDATE consent_terms t SET state = 'withdrawn' FROM artists_party p
WHERE p.id = t.grantor_id AND p.public_id LIKE 'pty_bench_artist%%' AND p.id %% 100 <> 0;
ANALYZE consent_terms
"""


def measures(size: Size, told: Callable[[str], None]) -> Iterator[Row]:
    """Fill the database, then measure; `told` hears what is being done."""
    told(f"writing a catalogue of {size.recordings:,} recordings")
    fill(size)
    yield _the_law(size)
    yield _one_verdict(size)
    yield _first_page(size, "first page of what may be remixed, all allowed")
    with transaction.atomic():
        run(SILENCE)
        yield _first_page(size, "first page of what may be remixed, 1 in 100 allowed")
        transaction.set_rollback(True)
    told(f"writing {size.derivatives:,} live derivatives")
    bring_to_life(size.derivatives, size.recordings)
    yield from _withdrawal(size, told)
    yield listpage.measured(size, told)


def _the_law(size: Size) -> Row:
    """Pure: four who must agree, twenty clauses with conditions, two uses."""
    recording = _recordings(1)[0]
    (facts,) = facts_for([recording], replace(ASKED[0], on=TODAY), all_uses=True)
    clauses, rules = facts.clauses, peers.as_rules(facts.clauses)
    who = [Grantor(name, name, "owner of the master") for name in sorted({c.grantor for c in clauses})]
    ours = timed(lambda: [decide(ASKED[0], who, clauses) for _ in range(LAW)], size.tries // 5)
    theirs = timed(lambda: [peers.walk_all(rules, ASKED[0], who) for _ in range(PROBE)], 1 + size.tries // 20)
    rate, by_cpu = LAW * 1000 / ours.p50, LAW * 1000 / ours.cpu
    return Row(
        "verdicts a second, the law alone", "≥ 20 000", 20_000, "/s", rate, by_cpu, PROBE * 1000 / theirs.cpu,
        more_is_better=True,
    )  # fmt: skip


def _one_verdict(size: Size) -> Row:
    chosen, asked = _recordings(size.tries), ASKED[0]
    # A desk that runs: what a row costs the first time anybody reads it after it was written is not asked here.
    for each in chosen:
        preview([each], asked)
    songs = cycle(chosen)
    ours = timed(lambda: preview([next(songs)], asked), 5 * size.tries)
    theirs = timed(lambda: peers.by_rows(next(songs), asked.uses, "DE", TODAY), size.tries)
    return _row("one verdict from the database, p95", "≤ 5 ms", 5, ours, theirs.cpu, ours.p95)


def _first_page(size: Size, what: str) -> Row:
    ours = timed(lambda: remixable(territory="DE", day=TODAY, live=live_of), size.tries // 2)
    recordings = list(Recording.objects.order_by("isrc").select_related("artist__party")[:PROBE])
    yes = 0

    def walk() -> None:
        nonlocal yes
        yes = sum(peers.by_rows(each, ["remix"], "DE", TODAY) for each in recordings)

    theirs = timed(walk, warm=False)
    return _row(what, "≤ 50 ms", 50, ours, theirs.cpu * PAGE / max(yes, 1), ours.p50)


def _withdrawal(size: Size, told: Callable[[str], None]) -> Iterator[Row]:
    told("simulating the withdrawal of terms that all of them rest on, and withdrawing them")
    terms = Terms.objects.get(grantor__public_id="pty_bench_label0")
    seen = []
    ours = timed(lambda: seen.append(impact(terms, effective=TODAY)), warm=False)
    if seen[0].live != size.derivatives:
        raise RuntimeError(f"{seen[0].live} derivatives were found, not {size.derivatives}")
    some = list(Derivative.objects.order_by("pk")[:PROBE])
    theirs = timed(lambda: [peers.redecide_row(each, TODAY) for each in some], warm=False)
    scale, peers_way = 100_000 / size.derivatives / 1000, theirs.cpu * 100 / PROBE
    yield Row(
        "re-deciding 100 000 live derivatives",
        "≤ 30 s",
        30,
        "s",
        ours.p50 * scale,
        ours.cpu * scale,
        peers_way,
    )
    at = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
    done = timed(
        lambda: withdraw(
            actor="system:bench", terms_id=terms.pk, reason="bench", simulation_hash=seen[0].hash, now=at
        ),
        warm=False,
    )
    what = "withdrawing: deciding again, 100 000 take-downs due"
    yield Row(what, "≤ 30 s", 30, "s", done.p50 * scale, done.cpu * scale, peers_way)


def _row(what: str, target: str, limit: float, ours: Timing, theirs: float, figure: float) -> Row:
    return Row(what, target, limit, "ms", figure, ours.cpu, theirs, ours.queries)


def _recordings(count: int) -> list[Recording]:
    keys = list(Recording.objects.filter(public_id__startswith="rec_bench").values_list("pk", flat=True))
    chosen = random.Random(7).sample(keys, count)  # noqa: S311 - the same ones every time
    return list(Recording.objects.filter(pk__in=chosen).select_related("artist__party"))

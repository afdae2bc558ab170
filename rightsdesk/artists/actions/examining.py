"""Compares the claims to rights with the whole and keeps the conflicts that follow up to date."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from rightsdesk.artists.actions.stretches import Found, found_now, open_now, uneven
from rightsdesk.artists.models import (
    Conflict,
    ConflictClaim,
    ConflictState,
    ConflictTelling,
    Recording,
    Work,
)
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.shares import Right
from rightsdesk.journal.actions import record

BATCH = 2_000
SHOWN = 50
"""A journal entry names this many conflicts, and counts and hashes all of them."""


class Examined(NamedTuple):
    """How many conflicts an examination opened, and how many lapsed."""

    opened: int = 0
    lapsed: int = 0


def lock(asset: Recording | Work) -> None:
    """Hold an asset's claims still: whoever examines or closes them waits. Taken before any share's own row."""
    type(asset).objects.select_for_update(no_key=True).get(pk=asset.pk)


def examine(
    *, actor: str, asset: Recording | Work, right: Right | None = None, now: datetime | None = None
) -> Examined:
    """Look at the claims to one asset (or one right of it) again. Call it in the transaction that changed them."""
    which = Q(recording=asset.pk) if isinstance(asset, Recording) else Q(work=asset.pk)
    with transaction.atomic():
        lock(asset)
        narrowed = which & Q(right=right.value) if right else which
        return _examine(actor, asset.public_id, narrowed, now or timezone.now(), found_now(narrowed))


def examine_many(
    *,
    actor: str,
    recordings: Collection[int] = (),
    works: Collection[int] = (),
    now: datetime | None = None,
) -> Examined:
    """The same for many assets after an import: a constant number of queries for each 2 000 of them."""
    at, opened, lapsed = now or timezone.now(), 0, 0
    with transaction.atomic():
        for model, side, keys in ((Recording, "recording", recordings), (Work, "work", works)):
            ordered = sorted(set(keys))
            for start in range(0, len(ordered), BATCH):
                batch = ordered[start : start + BATCH]
                locked = model._default_manager.filter(pk__in=batch).order_by("pk")
                list(locked.select_for_update(no_key=True).values_list("pk"))
                which = Q(**{f"{side}__in": batch})
                odd = [recording or work for recording, work in uneven(which)]
                found = _examine(actor, "catalogue", which, at, found_now(Q(**{f"{side}__in": odd})))
                opened, lapsed = opened + found.opened, lapsed + found.lapsed
    return Examined(opened, lapsed)


def _examine(actor: str, subject: str, which: Q, at: datetime, now: Iterable[Found]) -> Examined:
    """Open what the claims say and is not open; let lapse what they no longer say. The assets are locked."""
    wanted = {found.key: found for found in now}
    known = open_now(which)
    lapsed = [conflict for key, conflict in known.items() if key not in wanted]
    if lapsed:
        rows = Conflict.objects.filter(pk__in=[each.pk for each in lapsed])
        rows.update(state=ConflictState.LAPSED.value, resolved_at=at)
    opened = _open([found for key, found in wanted.items() if key not in known], at)
    if opened or lapsed:
        facts = {"opened": _facts(opened), "lapsed": _facts(lapsed)}
        record(actor=actor, verb="artists.claims_examined", subject=subject, facts=facts)
    return Examined(len(opened), len(lapsed))


def _open(found: list[Found], at: datetime) -> list[Conflict]:
    """The rows of new conflicts, with their claims; the claimants of an over-claim are told."""
    pairs = [(each.conflict(at), each.stretch) for each in found]
    opened = Conflict.objects.bulk_create([conflict for conflict, _ in pairs])
    ConflictClaim.objects.bulk_create(
        ConflictClaim(conflict=conflict, share_id=claim.key)
        for conflict, stretch in pairs
        for claim in stretch.claims
    )
    ConflictTelling.objects.bulk_create(
        ConflictTelling(conflict=conflict, party_id=party, told_at=at)
        for conflict, stretch in pairs
        if stretch.excess
        for party in stretch.claimants
    )
    return opened


def _facts(conflicts: list[Conflict]) -> dict[str, Any]:
    rows = [[each.public_id, each.kind, each.right, str(each.places), each.ppm] for each in conflicts]
    return {"count": len(rows), "hash": content_hash(rows), "conflicts": rows[:SHOWN]}

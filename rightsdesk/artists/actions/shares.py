"""Claims to rights: believed from an instant on, closed, never edited. What they contradict is examined at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils import timezone

from rightsdesk.artists.actions.examining import examine, lock
from rightsdesk.artists.models import Party, Recording, Share, Work
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.domain.territories import Places, TerritoryError
from rightsdesk.journal.actions import record


@dataclass(frozen=True, slots=True)
class NewShare:
    """A claim: `asset` is a recording or a work; `ppm` exact millionths; valid from a day, to a day or open.

    `territory` is any expression of countries and TIS groups: `WW -US`, `2120 -276`.
    """

    party: Party
    asset: Recording | Work
    right: Right
    ppm: int
    valid_from: date
    valid_to: date | None = None
    territory: str = "WW"
    source: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        side = "recording" if isinstance(self.asset, Recording) else "work"
        return {"party": self.party, side: self.asset, "right": self.right.value, "places": self.places}

    @property
    def places(self) -> Places:
        """The countries it holds in. Raises Invalid."""
        try:
            return Places.parse(self.territory)
        except TerritoryError as error:
            raise Invalid("territory_unknown", str(error), {"territory": self.territory[:60]}) from error

    def check(self) -> None:
        """Raises Invalid for a size or period that cannot be."""
        if not 0 < self.ppm <= WHOLE:
            raise Invalid("share_size", "A share is more than nothing and at most the whole.")
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise Invalid("period_backwards", "A share ends after it begins.")


def record_share(*, actor: str, new: NewShare, now: datetime | None = None) -> Share:
    """Believe a claim from now on. The same claim twice is one; an overlapping one is a Conflict."""
    return record_shares(actor=actor, new=[new], now=now)[0]


def record_shares(*, actor: str, new: Sequence[NewShare], now: datetime | None = None) -> list[Share]:
    """Believe several claims at once, all or none; each asset and right is examined once, when all are in."""
    for each in new:
        each.check()
    with transaction.atomic():
        shares = record_unexamined(actor=actor, new=new, now=now)
        claimed = {(each.asset._meta.label, each.asset.pk, each.right): each for each in new}
        for asset, right in ((claimed[key].asset, claimed[key].right) for key in sorted(claimed)):
            examine(actor=actor, asset=asset, right=right, now=now)
    return shares


def record_unexamined(*, actor: str, new: Sequence[NewShare], now: datetime | None) -> list[Share]:
    """The rows alone; the caller examines the assets in the same transaction."""
    since = DateTimeTZRange(now or timezone.now(), None)
    rows = [_row(each, since) for each in new]
    known = {_key(share): share for share in _believed(rows)}
    fresh = {_key(row): row for row in rows if _key(row) not in known}
    try:
        with transaction.atomic():
            Share.objects.bulk_create(fresh.values())
    except IntegrityError as error:
        if "share_no_overlap" not in str(error):
            raise
        names = ", ".join(sorted({each.party.name for each in new}))
        words = f"{names} already has a share of this right there for part of that time."
        raise Conflict("share_overlaps", words) from error
    for row in fresh.values():
        facts = {"party": row.party.public_id, "right": row.right, "ppm": row.ppm, "places": str(row.places)}
        record(actor=actor, verb="artists.share_recorded", subject=row.public_id, facts=facts)
    return [(known | fresh)[_key(row)] for row in rows]


def _row(new: NewShare, since: DateTimeTZRange) -> Share:
    valid = DateRange(new.valid_from, new.valid_to)
    return Share(**new.columns, ppm=new.ppm, valid=valid, recorded=since, source=new.source)


def _believed(rows: Iterable[Share]) -> Iterable[Share]:
    """What these parties are believed to have already."""
    parties = {row.party_id for row in rows}
    assets = {"recording__in": {row.recording_id for row in rows}, "work__in": {row.work_id for row in rows}}
    sides = Share.objects.filter(party__in=parties, recorded__upper_inf=True)
    recordings, works = ({pk for pk in keys if pk} for keys in assets.values())
    return sides.filter(recording__in=recordings) | sides.filter(work__in=works)


def _key(share: Share) -> tuple[Any, ...]:
    asset = (share.recording_id, share.work_id)
    return (
        share.party_id,
        *asset,
        share.right,
        share.places,
        share.ppm,
        share.valid.lower,
        share.valid.upper,
    )


def close_share(*, actor: str, share_id: int, reason: str, now: datetime | None = None) -> Share:
    """Stop believing a claim; the row stays as what the desk believed until now."""
    with transaction.atomic():
        lock(Share.objects.select_related("recording", "work").get(pk=share_id).asset)
        share = close_unexamined(actor=actor, share_id=share_id, reason=reason, now=now)
        examine(actor=actor, asset=share.asset, right=Right(share.right), now=now)
    return share


def close_unexamined(*, actor: str, share_id: int, reason: str, now: datetime | None) -> Share:
    """The row alone; the caller examines the asset in the same transaction."""
    share = Share.objects.select_for_update().get(pk=share_id)
    if share.recorded.upper is None:
        share.recorded = DateTimeTZRange(share.recorded.lower, now or timezone.now())
        share.save(update_fields=["recorded"])
        record(actor=actor, verb="artists.share_closed", subject=share.public_id, reason=reason)
    return share

"""What a message says that is no catalogue row: deals, and what machines did. A later message replaces an earlier one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from rightsdesk.artists.actions.bulk.recordings import recordings_of
from rightsdesk.artists.actions.bulk.releases import releases_of
from rightsdesk.artists.actions.bulk.rows import Kept
from rightsdesk.exchange.incoming.ern.deals import DealRow
from rightsdesk.exchange.incoming.ern.resources import DisclosureRow
from rightsdesk.exchange.models import Deal, Disclosure, Import

Side = tuple[str, int]


def keep_deals(rows: Sequence[DealRow], imported: Import) -> list[Kept]:
    """All deals of a release or recording at once: the same as before = unchanged, otherwise they replace those before."""
    releases = releases_of(row.target.release for row in rows)
    recordings = recordings_of(row.target.isrc for row in rows)
    sides: dict[Side, list[DealRow]] = defaultdict(list)
    kept = []
    for row in rows:
        release, recording = releases.get(row.target.release), recordings.get(row.target.isrc)
        if release is None and recording is None:
            kept.append(_left_out(row))
        else:
            sides["release" if release else "recording", release.pk if release else recording or 0].append(
                row
            )
    before = _current(sides)
    for side, deals in sides.items():
        kept += _replaced(side, deals, before[side], imported)
    return kept


def _left_out(row: DealRow) -> Kept:
    words = "The release or recording of this deal has been left out."
    return Kept(
        row.line, "refused", "deal", column="DealReleaseReference", code="release_unknown", words=words
    )


def _current(sides: Iterable[Side]) -> dict[Side, list[Deal]]:
    found: dict[Side, list[Deal]] = defaultdict(list)
    for name in ("release", "recording"):
        ids = [pk for side, pk in sides if side == name]
        for deal in Deal.objects.filter(**{f"{name}__in": ids}, replaced_by=None):
            found[name, getattr(deal, f"{name}_id")].append(deal)
    return found


def _replaced(side: Side, rows: list[DealRow], before: list[Deal], imported: Import) -> list[Kept]:
    what = f"deals of {rows[0].target.release or rows[0].target.isrc}"
    made = [_deal(side, row, imported) for row in rows]
    if {_said(deal) for deal in made} == {_said(deal) for deal in before}:
        return [Kept(row.line, "unchanged", what) for row in rows]
    Deal.objects.filter(pk__in=[deal.pk for deal in before]).update(replaced_by=imported)
    Deal.objects.bulk_create(made)
    state: Any = "changed" if before else "new"
    shown = {"deals": [str(deal) for deal in before]} if before else {}
    return [
        Kept(row.line, state, what, shown, {"deal": str(deal)}) for row, deal in zip(rows, made, strict=True)
    ]


def _deal(side: Side, row: DealRow, imported: Import) -> Deal:
    return Deal(
        imported=imported, commercial_models=list(row.models), uses=list(row.uses), places=row.places,
        valid=DateRange(row.first, row.after), **{f"{side[0]}_id": side[1]},
    )  # fmt: skip


def _said(deal: Deal) -> tuple[object, ...]:
    period = (deal.valid.lower, deal.valid.upper)
    return tuple(deal.commercial_models), tuple(deal.uses), deal.places, period


def keep_disclosures(rows: Sequence[DisclosureRow], imported: Import) -> list[Kept]:
    """What the newest message says of a recording counts; the same again is not said twice."""
    recordings = recordings_of(row.isrc for row in rows)
    found = Disclosure.objects.filter(recording__in=recordings.values()).order_by("recording", "pk")
    newest = {each.recording_id: each for each in found}
    kept, made = [], []
    # A message that describes a recording twice means the last of it.
    for row in {row.isrc: row for row in rows if row.isrc in recordings}.values():
        what, recording = f"machine work on {row.isrc}", recordings[row.isrc]
        known = newest.get(recording)
        said = {"contains_ai": row.contains_ai, "contributions": list(row.contributions)}
        if known and said == {"contains_ai": known.contains_ai, "contributions": known.contributions}:
            kept.append(Kept(row.line, "unchanged", what))
            continue
        made.append(Disclosure(imported=imported, recording_id=recording, **said))
        before = {"contains_ai": known.contains_ai} if known else {}
        kept.append(Kept(row.line, "changed" if known else "new", what, before, said))
    Disclosure.objects.bulk_create(made)
    return kept

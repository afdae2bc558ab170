"""What the claims believed now say, and which conflicts are open: the two sides an examination compares."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, Q, Sum

from rightsdesk.artists.models import Conflict, ConflictKind, ConflictState, Share
from rightsdesk.domain.shares import WHOLE, Claim, Stretch, standing

Asset = tuple[int | None, int | None]
"""(recording, work): one of them is set."""


class Key(NamedTuple):
    """What makes two findings the same conflict."""

    asset: Asset
    kind: str
    right: str
    mask: int
    first: date
    after: date | None
    ppm: int
    shares: frozenset[int]


class Found(NamedTuple):
    """Where the claims to an asset do not make the whole."""

    asset: Asset
    stretch: Stretch

    @property
    def kind(self) -> ConflictKind:
        return ConflictKind.OVER_CLAIM if self.stretch.excess else ConflictKind.RESIDUAL

    @property
    def ppm(self) -> int:
        return self.stretch.excess or self.stretch.residual

    @property
    def key(self) -> Key:
        at, shares = self.stretch, frozenset(claim.key for claim in self.stretch.claims)
        place = (at.right, at.places.mask, at.first, at.after)
        return Key(self.asset, self.kind.value, *place, self.ppm, shares)

    def conflict(self, at: datetime) -> Conflict:
        """The row that says so. A day before all others stands for no beginning."""
        recording, work = self.asset
        first = None if self.stretch.first == date.min else self.stretch.first
        return Conflict(
            recording_id=recording,
            work_id=work,
            kind=self.kind.value,
            right=self.stretch.right,
            places=self.stretch.places,
            valid=DateRange(first, self.stretch.after),
            ppm=self.ppm,
            opened_at=at,
        )


def found_now(which: Q) -> Iterator[Found]:
    """Every stretch of these assets that does not make the whole, in a stable order."""
    claims: dict[Asset, list[Claim]] = defaultdict(list)
    rows = Share.objects.filter(which, recorded__upper_inf=True).order_by("recording", "work", "pk")
    for recording, work, key, party, right, ppm, places, valid in rows.values_list(
        "recording", "work", "pk", "party", "right", "ppm", "places", "valid"
    ):
        claim = Claim(key, party, right, ppm, places, valid.lower or date.min, valid.upper)
        claims[recording, work].append(claim)
    for asset, found in claims.items():
        yield from (Found(asset, each) for each in standing(found) if each.excess or each.residual)


def uneven(which: Q) -> set[Asset]:
    """The assets of which some right is not simply whole: the database adds up what is claimed alike everywhere."""
    alike = Count("places", distinct=True) * Count("valid", distinct=True)
    rights = Share.objects.filter(which, recorded__upper_inf=True).values("recording", "work", "right")
    odd = rights.annotate(total=Sum("ppm"), kinds=alike).exclude(total=WHOLE, kinds=1)
    return set(odd.values_list("recording", "work"))


def open_now(which: Q) -> dict[Key, Conflict]:
    """The conflicts of these assets that are open."""
    found = Conflict.objects.filter(which, state=ConflictState.OPEN.value).prefetch_related("claims")
    return {_key_of(conflict): conflict for conflict in found}


def _key_of(conflict: Conflict) -> Key:
    return Key(
        (conflict.recording_id, conflict.work_id),
        conflict.kind,
        conflict.right,
        conflict.places.mask,
        conflict.valid.lower or date.min,
        conflict.valid.upper,
        conflict.ppm,
        frozenset(claim.share_id for claim in conflict.claims.all()),
    )

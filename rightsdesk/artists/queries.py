"""Reads of the catalogue: shares as of a date, who owns what, what one platform may see."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.accounts.queries import organisations
from rightsdesk.artists.models import (
    Conflict,
    ConflictClaim,
    ConflictState,
    ConflictTelling,
    Party,
    PartyRelation,
    Recording,
    RecordingWork,
    RelationKind,
    Share,
    Work,
)
from rightsdesk.domain.errors import Invalid, NotFound
from rightsdesk.domain.identifiers import IdentifierError, normalise
from rightsdesk.domain.shares import Division, undisputed


def shares_on(day: date, *, believed_at: datetime | None = None) -> QuerySet[Share]:
    """The shares valid on `day`, as the desk believed at an instant (now when none is given)."""
    return Share.objects.filter(valid__contains=day, recorded__contains=believed_at or timezone.now())


def in_territory(shares: QuerySet[Share], territory: str) -> QuerySet[Share]:
    """Those that hold in one country (alpha-2). Raises TerritoryError for a code that is none."""
    return shares.filter(places__holds=territory)


def believed(asset: Recording | Work, day: date, at: datetime) -> QuerySet[Share]:
    """What the desk believed at an instant about who owns an asset on a day: one query."""
    side = {"recording": asset} if isinstance(asset, Recording) else {"work": asset}
    found = shares_on(day, believed_at=at).filter(**side)
    return found.select_related("party").order_by("right", "-ppm", "pk")


def recording_by_isrc(isrc: str) -> Recording:
    """Raises Invalid for a malformed code and NotFound for an unknown one."""
    code = _code("isrc", isrc)
    found = Recording.objects.select_related("artist__party", "master").filter(isrc=code).first()
    if found is None:
        raise NotFound("unknown_isrc", f"No recording in the catalogue has the ISRC {code}.", isrc=code)
    return found


def work_by_iswc(iswc: str) -> Work:
    """Raises Invalid for a malformed code and NotFound for an unknown one."""
    code = _code("iswc", iswc)
    found = Work.objects.filter(iswc=code).first()
    if found is None:
        raise NotFound("unknown_iswc", f"No work in the catalogue has the ISWC {code}.", iswc=code)
    return found


def _code(kind: str, text: str) -> str:
    try:
        return normalise(kind, text)
    except IdentifierError as error:
        raise Invalid(f"{kind}_malformed", str(error), {kind: text[:40]}) from error


def parties_of(user: User) -> QuerySet[Party]:
    """The parties a person acts for through their organisations."""
    return Party.objects.filter(organisation__in=organisations(user))


def owners(recordings: Iterable[Recording], day: date, territory: str | None = None) -> QuerySet[Share]:
    """Every share, on both sides, of these recordings and of the works in them; in one country when it is named."""
    keys = [recording.pk for recording in recordings]
    # Named one by one, since an OR with a subquery would read every share there is.
    works = set(RecordingWork.objects.filter(recording__in=keys).values_list("work", flat=True))
    found = shares_on(day).filter(Q(recording__in=keys) | Q(work__in=works))
    if territory is not None:
        found = in_territory(found, territory)
    return found.select_related("party").order_by("pk")


def roster(label: Party, day: date) -> QuerySet[PartyRelation]:
    """Who is on a label's roster on a day."""
    found = PartyRelation.objects.filter(of=label, kind=RelationKind.ON_ROSTER_OF.value, valid__contains=day)
    return found.select_related("party").order_by("party__name", "pk")


def open_conflicts(parties: Iterable[Party] | QuerySet[Party] | None = None) -> QuerySet[Conflict]:
    """What is over- or under-claimed now, the largest first; of these parties' claims only when they are given."""
    found = Conflict.objects.filter(state=ConflictState.OPEN.value)
    if parties is not None:
        mine = ConflictClaim.objects.filter(share__party__in=parties)
        found = found.filter(pk__in=mine.values("conflict"))
    related = found.select_related("recording", "work").prefetch_related("claims__share__party")
    return related.order_by("-ppm", "pk")


def tellings_for(user: User) -> QuerySet[ConflictTelling]:
    """The over-claims a person's parties were told of, the latest first, read or not."""
    found = ConflictTelling.objects.filter(party__in=parties_of(user))
    related = found.select_related("party", "conflict__recording", "conflict__work")
    return related.prefetch_related("conflict__claims__share__party").order_by("-told_at", "-pk")


def division(conflict: Conflict) -> tuple[list[tuple[Share, int]], int]:
    """Each claim of a conflict with its millionths beyond dispute, and the millionths in dispute."""
    shares = [claim.share for claim in conflict.claims.all()]
    found: Division = undisputed(share.ppm for share in shares)
    return list(zip(shares, found.parts, strict=True)), found.disputed

"""Reads of the catalogue: shares as of a date, who owns what, what one platform may see."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.accounts.queries import organisations
from rightsdesk.artists.models import Party, Recording, Share
from rightsdesk.domain.errors import Invalid, NotFound
from rightsdesk.domain.identifiers import IdentifierError, normalise


def shares_on(day: date, *, believed_at: datetime | None = None) -> QuerySet[Share]:
    """The shares valid on `day`, as the desk believed at an instant (now when none is given)."""
    return Share.objects.filter(valid__contains=day, recorded__contains=believed_at or timezone.now())


def in_territory(shares: QuerySet[Share], territory: str) -> QuerySet[Share]:
    """Those that hold in one territory: its own and the world's."""
    return shares.filter(territory__in=["WW", territory])


def recording_by_isrc(isrc: str) -> Recording:
    """Raises Invalid for a malformed code and NotFound for an unknown one."""
    try:
        code = normalise("isrc", isrc)
    except IdentifierError as error:
        raise Invalid("isrc_malformed", str(error), {"isrc": isrc[:40]}) from error
    found = Recording.objects.select_related("artist__party", "master").filter(isrc=code).first()
    if found is None:
        raise NotFound("unknown_isrc", f"No recording in the catalogue has the ISRC {code}.", isrc=code)
    return found


def parties_of(user: User) -> QuerySet[Party]:
    """The parties a person acts for through their organisations."""
    return Party.objects.filter(organisation__in=organisations(user))


def owners(recordings: Iterable[Recording], day: date) -> QuerySet[Share]:
    """Every share, on both sides, of these recordings and of the works in them."""
    keys = [recording.pk for recording in recordings]
    asset = Q(recording__in=keys) | Q(work__recording_links__recording__in=keys)
    return shares_on(day).filter(asset).select_related("party").order_by("pk").distinct()

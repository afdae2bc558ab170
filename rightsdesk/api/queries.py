"""The pages platforms read, each scoped to who asks, in a constant number of SQL queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from rightsdesk.accounts.models import ApiClient
from rightsdesk.accounts.queries import programmes_of
from rightsdesk.artists.models import Recording
from rightsdesk.consent import remixable as consent
from rightsdesk.consent.previews import previews
from rightsdesk.derivatives.queries import for_client
from rightsdesk.derivatives.questions import live_of
from rightsdesk.domain.consent import Verdict
from rightsdesk.domain.errors import Invalid, NotFound
from rightsdesk.domain.identifiers import IdentifierError, normalise
from rightsdesk.payouts.models import UsageReport

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the cursor of the page after them (None at the end)."""

    items: list[Any]
    next: str | None


def _page(found: QuerySet[Any], cursor_name: str) -> Page:
    """One row more than a page is read: it tells whether there is another page."""
    rows = list(found[: PAGE + 1])
    more = len(rows) > PAGE
    return Page(rows[:PAGE], getattr(rows[PAGE - 1], cursor_name) if more else None)


def catalogue(*, isrc: str | None, text: str, after: str | None) -> Page:
    """Recordings by ISRC. Raises Invalid for a malformed one."""
    found = Recording.objects.select_related("artist__party").order_by("isrc")
    if isrc is not None:
        found = found.filter(isrc=_isrc(isrc))
    if text:
        found = found.filter(Q(title__icontains=text) | Q(artist__name__icontains=text))
    if after is not None:
        found = found.filter(isrc__gt=after)
    return _page(found, "isrc")


def verdicts(client: ApiClient, recordings: Sequence[Recording], territory: str) -> dict[int, Verdict]:
    """What consent says today to a plain remix of each, under the programme the client asks under, by primary key."""
    programme = programmes_of(client).first()
    return previews(recordings, consent.plain_remix(territory, timezone.now().date(), programme), programme)


def remixable(client: ApiClient, territory: str, *, after: str | None) -> tuple[Page, dict[int, Verdict]]:
    """Recordings of which a plain remix is allowed today, with the law's answer to each, by primary key."""
    day, programme = timezone.now().date(), programmes_of(client).first()
    found = consent.remixable(
        territory=territory, day=day, live=live_of, programme=programme, after=after or ""
    )
    verdicts = {recording.pk: verdict for recording, verdict in found.items}
    return Page([recording for recording, _ in found.items], found.next), verdicts


def _isrc(text: str) -> str:
    try:
        return normalise("isrc", text)
    except IdentifierError as error:
        raise Invalid("isrc_malformed", str(error), {"isrc": text}) from error


def derivatives(client: ApiClient, *, state: str | None, after: str | None) -> Page:
    """The platform's derivatives, the newest first. Raises Invalid for a cursor that is none of theirs."""
    # A row shows less than the whole derivative: only what it shows is read.
    found = (
        for_client(client).select_related(None).prefetch_related(None).prefetch_related("sources__recording")
    )
    if after is not None:
        last = found.filter(public_id=after).values_list("pk", flat=True).first()
        if last is None:
            raise Invalid("cursor_unknown", "This cursor was not given out by this list.")
        found = found.filter(pk__lt=last)
    if state is not None:
        found = found.filter(state=state)
    return _page(found, "public_id")


def usage_report(client: ApiClient, public_id: str) -> UsageReport:
    """A report of one of the platform's programmes. Raises NotFound for anybody else's."""
    mine = UsageReport.objects.filter(programme__platform=client.organisation).select_related("programme")
    found = mine.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("unknown_usage_report", "There is no such usage report.")
    return found

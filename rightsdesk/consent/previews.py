"""What consent would say to the same request about each of many recordings, in a constant number of SQL queries.

Each answer is that of `consent.queries.preview`; a test holds the two together."""

from collections.abc import Sequence

from rightsdesk.accounts.models import Programme
from rightsdesk.artists.models import Recording
from rightsdesk.consent.gathering import facts_for
from rightsdesk.domain.consent import Request, Verdict


def previews(
    recordings: Sequence[Recording], request: Request, programme: Programme | None = None
) -> dict[int, Verdict]:
    """By primary key, what the answer would be on that day; nothing is stored."""
    found = facts_for(recordings, request, programme=programme)
    return {facts.recording.pk: facts.verdict(request) for facts in found}

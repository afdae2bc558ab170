"""Writing the catalogue in batches, for imports: a constant number of queries a batch, the same rules as the single verbs.

The caller holds the transaction and writes the journal; every row comes back as what became of it.
"""

from collections.abc import Callable
from typing import Any

from rightsdesk.artists.actions.bulk.keeping import Keeping
from rightsdesk.artists.actions.bulk.parties import keep_artists, keep_parties
from rightsdesk.artists.actions.bulk.recordings import keep_credits, keep_recordings
from rightsdesk.artists.actions.bulk.releases import keep_releases, keep_tracks
from rightsdesk.artists.actions.bulk.rows import Kept
from rightsdesk.artists.actions.bulk.shares import keep_shares
from rightsdesk.artists.actions.bulk.works import keep_works, keep_writers

KEEPERS: dict[str, Callable[[Any, Keeping], list[Kept]]] = {
    "party": keep_parties,
    "artist": keep_artists,
    "work": keep_works,
    "writer": keep_writers,
    "recording": keep_recordings,
    "credit": keep_credits,
    "share": keep_shares,
    "release": keep_releases,
    "track": keep_tracks,
}
"""One a kind of row, in the order in which they need each other."""

__all__ = ["KEEPERS", "Keeping"]

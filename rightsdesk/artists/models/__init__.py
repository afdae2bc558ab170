"""The catalogue: who the parties are, what they made, and who owns which share of it, where and when."""

from rightsdesk.artists.models.conflicts import (
    Conflict,
    ConflictClaim,
    ConflictKind,
    ConflictState,
    ConflictTelling,
    Resolution,
)
from rightsdesk.artists.models.parties import (
    Artist,
    ArtistMember,
    IdentifierKind,
    Party,
    PartyIdentifier,
    PartyKind,
    PartyRelation,
    RelationKind,
)
from rightsdesk.artists.models.recordings import Recording, RecordingCredit, RecordingStem, RecordingWork
from rightsdesk.artists.models.releases import Release, Track
from rightsdesk.artists.models.shares import Share
from rightsdesk.artists.models.works import Work, WorkNumber, WriterCredit

__all__ = [
    "Artist",
    "ArtistMember",
    "Conflict",
    "ConflictClaim",
    "ConflictKind",
    "ConflictState",
    "ConflictTelling",
    "IdentifierKind",
    "Party",
    "PartyIdentifier",
    "PartyKind",
    "PartyRelation",
    "Recording",
    "RecordingCredit",
    "RecordingStem",
    "RecordingWork",
    "RelationKind",
    "Release",
    "Resolution",
    "Share",
    "Track",
    "Work",
    "WorkNumber",
    "WriterCredit",
]

"""The only ways to write the catalogue. Identifiers are checked at this door; registering twice is registering once."""

from rightsdesk.artists.actions.conflicts import read_telling, resolve_conflict
from rightsdesk.artists.actions.examining import Examined, examine, examine_many
from rightsdesk.artists.actions.parties import (
    add_member,
    end_membership,
    hand_over_party,
    register_artist,
    register_party,
)
from rightsdesk.artists.actions.recordings import NewRecording, credit_recording, register_recording
from rightsdesk.artists.actions.relations import NewRelation, end_relation, relate_parties, set_roster_speaks
from rightsdesk.artists.actions.releases import NewRelease, NewTrack, register_release
from rightsdesk.artists.actions.shares import NewShare, close_share, record_share, record_shares
from rightsdesk.artists.actions.works import number_work, register_work

__all__ = [
    "Examined",
    "NewRecording",
    "NewRelation",
    "NewRelease",
    "NewShare",
    "NewTrack",
    "add_member",
    "close_share",
    "credit_recording",
    "end_membership",
    "end_relation",
    "examine",
    "examine_many",
    "hand_over_party",
    "number_work",
    "read_telling",
    "record_share",
    "record_shares",
    "register_artist",
    "register_party",
    "register_recording",
    "register_release",
    "register_work",
    "relate_parties",
    "resolve_conflict",
    "set_roster_speaks",
]

"""Where a field stands in a CWR record (CISAC, CWR 2.1 revision 8 and 2.2 revision 2; positions from 0), and what statuses mean."""

from rightsdesk.exchange.models import Outcome

KIND = slice(0, 3)
HEADER_NAME = slice(14, 59)
GROUP_VERSION = slice(11, 16)
TRAILER_RECORDS = slice(16, 24)
ACK = {
    "title": slice(49, 109),
    "our_number": slice(109, 129),
    "their_number": slice(129, 149),
    "day": slice(149, 157),
    "status": slice(157, 159),
}
ISW = {"title": slice(19, 79), "our_number": slice(81, 95), "iswc": slice(95, 106)}
MESSAGE = slice(35, 185)
EXISTING = {"title": slice(19, 79), "their_number": slice(81, 95), "iswc": slice(95, 106)}

VERSIONS = {"02.10": "2.1", "02.20": "2.2"}
STATUSES = {
    "AS": (Outcome.ACCEPTED, "Registered."),
    "AC": (Outcome.ACCEPTED, "Registered, with changes by the society."),
    "DU": (Outcome.ACCEPTED, "Registered before: this was a duplicate."),
    "RA": (Outcome.PENDING, "Received; the registration is not decided yet."),
    "CO": (Outcome.CONFLICT, "In conflict with an earlier registration at the society."),
    "RJ": (Outcome.REFUSED, "Rejected."),
    "RC": (Outcome.REFUSED, "The claim is rejected."),
    "CR": (Outcome.REFUSED, "The claim is rejected."),
    "NP": (Outcome.REFUSED, "The society sees no participation of ours in it."),
}

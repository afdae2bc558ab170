"""Files that say what they are and can be checked: sealing (watermark, tags, C2PA credentials) and reading.
Knows keys and files; what may be claimed comes from the register and from the steps that ran."""

from rightsdesk.engines.provenance.claim import Claim, Parent, watermark_id, watermark_payload
from rightsdesk.engines.provenance.credentials import Credentials
from rightsdesk.engines.provenance.keys import Keys, make_keys, read_keys, rotate_keys
from rightsdesk.engines.provenance.marking import Mark, listen
from rightsdesk.engines.provenance.reading import Claimed, Reading, observed, read, sidecar_of
from rightsdesk.engines.provenance.sealing import Sealed, SealedFile, seal

__all__ = [
    "Claim",
    "Claimed",
    "Credentials",
    "Keys",
    "Mark",
    "Parent",
    "Reading",
    "Sealed",
    "SealedFile",
    "listen",
    "make_keys",
    "observed",
    "read",
    "read_keys",
    "rotate_keys",
    "seal",
    "sidecar_of",
    "watermark_id",
    "watermark_payload",
]

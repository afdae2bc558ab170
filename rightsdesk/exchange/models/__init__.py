"""Files of the field: what came in and what went out."""

from rightsdesk.exchange.models.incoming import (
    Acknowledgement,
    Deal,
    Disclosure,
    Import,
    ImportKind,
    ImportProblem,
    ImportState,
    Outcome,
    PartyKey,
)
from rightsdesk.exchange.models.outgoing import Export, ExportKind, ExportState

__all__ = [
    "Acknowledgement",
    "Deal",
    "Disclosure",
    "Export",
    "ExportKind",
    "ExportState",
    "Import",
    "ImportKind",
    "ImportProblem",
    "ImportState",
    "Outcome",
    "PartyKey",
]

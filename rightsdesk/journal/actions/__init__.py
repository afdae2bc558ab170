"""The only ways to write the journal: entries and seals (`recording`), and deeds that need two people (`changes`)."""

from rightsdesk.journal.actions.recording import entry_facts, record, seal_entries

__all__ = ["entry_facts", "record", "seal_entries"]

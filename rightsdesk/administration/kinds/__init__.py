"""The kinds of change that need a second person: terms, shares (one by one, by a conflict's end, by a file), rates, roles."""

from rightsdesk.administration.kinds import conflicts, imports, rates, roles, shares, terms
from rightsdesk.journal.actions.changes import register

KINDS = (*terms.KINDS, *shares.KINDS, *conflicts.KINDS, *imports.KINDS, *rates.KINDS, *roles.KINDS)


def register_all() -> None:
    """Make them known to the journal's two-person door."""
    for kind in KINDS:
        register(kind)

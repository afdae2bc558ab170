"""Money in the console: to read, and to approve by a second person through the actions of payouts."""

from rightsdesk.payouts.admin import ledger, runs, statements, usage

__all__ = ["ledger", "runs", "statements", "usage"]

"""The only ways to write usage, runs, the ledger and statements."""

from rightsdesk.payouts.actions.importing import import_usage
from rightsdesk.payouts.actions.ledger import post_run
from rightsdesk.payouts.actions.pools import open_pool
from rightsdesk.payouts.actions.running import allocate, approve_run
from rightsdesk.payouts.actions.statements import (
    approve_statement,
    record_download,
    render_statement,
    render_statements,
    request_statements,
)

__all__ = [
    "allocate",
    "approve_run",
    "approve_statement",
    "import_usage",
    "open_pool",
    "post_run",
    "record_download",
    "render_statement",
    "render_statements",
    "request_statements",
]

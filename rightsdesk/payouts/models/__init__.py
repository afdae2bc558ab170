"""What the desk keeps about money: usage, runs, the ledger, statements."""

from rightsdesk.payouts.models.ledger import Account, AccountKind, LedgerEntry, Posting
from rightsdesk.payouts.models.runs import Allocation, Pool, PoolModel, Run, RunPool, RunState
from rightsdesk.payouts.models.statements import Statement, StatementState
from rightsdesk.payouts.models.usage import Quarantine, ReportState, Suspense, UsageLine, UsageReport

__all__ = [
    "Account",
    "AccountKind",
    "Allocation",
    "LedgerEntry",
    "Pool",
    "PoolModel",
    "Posting",
    "Quarantine",
    "ReportState",
    "Run",
    "RunPool",
    "RunState",
    "Statement",
    "StatementState",
    "Suspense",
    "UsageLine",
    "UsageReport",
]

"""May it exist? The law of consent: grantors' clauses in, a verdict with its reasons out. See `deciding`."""

from rightsdesk.domain.consent.clauses import (
    OBLIGATIONS,
    Clause,
    Gap,
    Grantor,
    Refused,
    obligations_from_json,
)
from rightsdesk.domain.consent.conditions import Conditions
from rightsdesk.domain.consent.deciding import decide
from rightsdesk.domain.consent.inputs import (
    LAWS,
    answer_bytes,
    answer_under,
    clause_facts,
    inputs,
    replay,
)
from rightsdesk.domain.consent.reasons import Reason, Verdict
from rightsdesk.domain.consent.requests import Request
from rightsdesk.domain.consent.vocabulary import (
    LAW_VERSION,
    RANK,
    SPECIFICITY,
    Answer,
    Capacity,
    Default,
    Distribution,
    OnWithdrawal,
    Outcome,
    ScopeKind,
    Use,
)

__all__ = [
    "LAWS",
    "LAW_VERSION",
    "OBLIGATIONS",
    "RANK",
    "SPECIFICITY",
    "Answer",
    "Capacity",
    "Clause",
    "Conditions",
    "Default",
    "Distribution",
    "Gap",
    "Grantor",
    "OnWithdrawal",
    "Outcome",
    "Reason",
    "Refused",
    "Request",
    "ScopeKind",
    "Use",
    "Verdict",
    "answer_bytes",
    "answer_under",
    "clause_facts",
    "decide",
    "inputs",
    "obligations_from_json",
    "replay",
]

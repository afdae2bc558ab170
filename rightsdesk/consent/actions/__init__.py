"""The only ways to write terms, verdicts and approvals."""

from rightsdesk.consent.actions.approvals import APPROVAL_DAYS, answer_approval, expire_approvals
from rightsdesk.consent.actions.drafts import discard_draft, draft_terms, put_in_force, submit_terms
from rightsdesk.consent.actions.terms import sign_terms
from rightsdesk.consent.actions.verdicts import decide
from rightsdesk.consent.proposals import Proposal

__all__ = [
    "APPROVAL_DAYS",
    "Proposal",
    "answer_approval",
    "decide",
    "discard_draft",
    "draft_terms",
    "expire_approvals",
    "put_in_force",
    "sign_terms",
    "submit_terms",
]

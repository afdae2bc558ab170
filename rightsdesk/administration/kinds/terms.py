"""Terms: withdrawing them at the console. Terms are drafted, signed and put in force by their own two-person steps.

Live derivatives come and go by the minute: the second person decides on what a withdrawal touches at that moment."""

from typing import Any

from rightsdesk.consent.models import Terms, TermsState
from rightsdesk.derivatives.actions import withdraw
from rightsdesk.derivatives.impact import Impact, impact
from rightsdesk.domain.terms_words import ending
from rightsdesk.journal.actions.changes import Facts, Kind, propose
from rightsdesk.journal.models import Change
from rightsdesk.payouts.earnings import earned


def _terms(payload: Facts) -> Terms:
    return Terms.objects.select_related("grantor").get(public_id=payload["terms"])


def _facts(payload: Facts) -> Facts:
    terms = _terms(payload)
    answers = {clause.use: clause.answer for clause in terms.clauses.order_by("use")}
    return {"state": terms.state, "allows": answers}


def _after(before: Facts, payload: Facts) -> Facts:
    terms = _terms(payload)
    touched = touches(impact(terms)) if terms.state == TermsState.IN_FORCE else payload["touches"]
    return {"state": "withdrawn", "touches": touched}


def touches(found: Impact) -> dict[str, Any]:
    """What a withdrawal touches, as facts to read."""
    money = {
        f"money of three months, {each.currency}": f"{each.units / 1_000_000:.2f}"
        for each in earned(found.keys)
    }
    return {
        "live derivatives": found.live,
        "allowed and not made yet": found.unmade,
        "waiting for an answer": found.waiting,
        "listeners": found.listeners,
        "recordings": found.recordings,
        "what becomes of live ones": ending(found.effect, found.days),
        "parties": [f"{party.name} ({party.derivatives})" for party in found.parties[:20]],
        **money,
    }


def _withdraw(change: Change) -> object:
    terms = _terms(change.payload)
    seen = impact(terms).hash
    return withdraw(actor=change.proposed_by, terms_id=terms.pk, reason=change.reason, simulation_hash=seen)


WITHDRAW = Kind(
    name="terms.withdraw",
    title="Withdraw terms",
    deed="approve_terms",
    facts=_facts,
    after=_after,
    apply=_withdraw,
    tried_first=False,
)
KINDS = (WITHDRAW,)


def propose_withdrawal(*, actor: str, terms: Terms, found: Impact, reason: str) -> Change:
    """Ask a second person to withdraw terms; `found` is what the first one saw."""
    return propose(
        actor=actor,
        kind=WITHDRAW.name,
        subject=terms.public_id,
        payload={"terms": terms.public_id, "touches": touches(found)},
        reason=reason,
        tenant=terms.grantor.organisation_id,
    )

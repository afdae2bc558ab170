"""Ending terms before their time. What becomes of derivatives is the next room's; here only consent's own rows change."""

from datetime import datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from rightsdesk.consent.models import Terms, TermsState, Withdrawal
from rightsdesk.domain.errors import Conflict, Invalid, NotFound
from rightsdesk.journal.actions import record


def lock_terms(terms_id: int) -> Terms:
    """The terms, locked until the caller's transaction ends; requests about to rest on them wait. Raises NotFound."""
    found = (
        Terms.objects.select_for_update(of=("self",)).select_related("grantor").filter(pk=terms_id).first()
    )
    if found is None:
        raise NotFound("unknown_terms", "There are no such terms.")
    return found


def check_may_end(terms: Terms, reason: str) -> None:
    """Raises Invalid without a reason and Conflict unless the terms are in force."""
    if not reason.strip():
        raise Invalid("reason_missing", "Say why the terms are withdrawn.")
    if terms.state != TermsState.IN_FORCE:
        raise Conflict("not_in_force", "Only terms in force can be withdrawn.", {"state": terms.state})


def end_terms(
    *, actor: str, terms: Terms, reason: str, simulation: dict[str, Any], simulation_hash: str, now: datetime
) -> Withdrawal:
    """From `now` on they allow nothing, nor does an earlier version that would otherwise decide once more."""
    terms.state = TermsState.WITHDRAWN.value
    terms.save(update_fields=["state"])
    _end_earlier(terms, now)
    withdrawal = Withdrawal.objects.create(
        terms=terms,
        at=now,
        effective=now.date(),
        effect=terms.on_withdrawal,
        days=terms.take_down_days,
        reason=reason.strip(),
        simulation=simulation,
        simulation_hash=simulation_hash,
        by=actor,
    )
    facts = {"withdrawal": withdrawal.public_id, "effect": withdrawal.effect, "simulation": simulation_hash}
    record(
        actor=actor,
        verb="consent.terms_withdrawn",
        subject=terms.public_id,
        facts=facts,
        reason=reason,
        now=now,
    )
    return withdrawal


def _end_earlier(terms: Terms, now: datetime) -> None:
    """A superseded version decides about the days before the next one began; those still to come end with it."""
    today = now.date()
    earlier = Terms.objects.select_for_update().filter(
        grantor=terms.grantor_id, scope=terms.scope, artist=terms.artist_id, recording=terms.recording_id,
        work=terms.work_id, state=TermsState.SUPERSEDED, valid__overlap=DateRange(today, None),
    )  # fmt: skip
    for each in earlier.order_by("pk"):
        each.valid = DateRange(each.valid.lower, max(each.valid.lower, today))
        each.save(update_fields=["valid"])

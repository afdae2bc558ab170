"""From a draft to terms in force: one person writes a version, another one of the grantor's puts it in force."""

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from rightsdesk.consent.actions.terms import (
    identity_known,
    in_force_before,
    lock_grantor,
    supersede,
    told,
    write,
)
from rightsdesk.consent.models import Terms, TermsState
from rightsdesk.consent.proposals import Proposal
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid
from rightsdesk.journal.actions import record


def draft_terms(*, actor: str, proposal: Proposal, now: datetime | None = None) -> Terms:
    """Write a version down; it allows nothing yet. Raises Invalid for what the law cannot read."""
    proposal.check()
    with transaction.atomic():
        lock_grantor(proposal.grantor.pk)
        terms = write(proposal, actor=actor, state=TermsState.DRAFT.value, needs_second_person=True)
        record(actor=actor, verb="consent.terms_drafted", subject=terms.public_id, facts=told(terms), now=now)
    return terms


def submit_terms(*, actor: str, terms_id: int, now: datetime | None = None) -> Terms:
    """Hand a draft to the second person. Twice is once."""
    with transaction.atomic():
        terms = Terms.objects.select_for_update().get(pk=terms_id)
        if terms.state == TermsState.AWAITING_SECOND_PERSON:
            return terms
        _must_be(terms, TermsState.DRAFT)
        terms.state = TermsState.AWAITING_SECOND_PERSON.value
        terms.save(update_fields=["state"])
        record(actor=actor, verb="consent.terms_submitted", subject=terms.public_id, now=now)
    return terms


def put_in_force(*, actor: str, terms_id: int, now: datetime | None = None) -> Terms:
    """The second person agrees: the version is in force from its day on, though never from before today.

    Raises Forbidden("second_person") for who drafted it, Conflict for a state or identity that does not allow it."""
    with transaction.atomic():
        lock_grantor(Terms.objects.get(pk=terms_id).grantor_id)
        terms = Terms.objects.select_for_update().get(pk=terms_id)
        if terms.state == TermsState.IN_FORCE and terms.approved_by == actor:
            return terms
        _must_be(terms, TermsState.AWAITING_SECOND_PERSON)
        if terms.drafted_by == actor:
            raise Forbidden("second_person", "Somebody else than who drafted these terms puts them in force.")
        identity_known(terms.grantor)
        _begin(terms, actor, now or timezone.now())
        record(actor=actor, verb="consent.terms_signed", subject=terms.public_id, facts=told(terms), now=now)
    return terms


def _begin(terms: Terms, actor: str, now: datetime) -> None:
    first = max(terms.valid.lower, now.date())
    columns = ("grantor_id", "scope", "artist_id", "work_id", "recording_id")
    before = in_force_before(Terms.objects.filter(**{name: getattr(terms, name) for name in columns}))
    if before and before.version > terms.version:
        raise Conflict("overtaken", f"Version {before.version} came into force since; draft it again.")
    if before:
        supersede(before, first)
    terms.state, terms.approved_by = TermsState.IN_FORCE.value, actor
    terms.valid, terms.supersedes = DateRange(first, None), before
    terms.save(update_fields=["state", "approved_by", "valid", "supersedes"])


def discard_draft(*, actor: str, terms_id: int, reason: str, now: datetime | None = None) -> Terms:
    """A version that will never come into force. Twice is once; a version that was in force is withdrawn instead."""
    if not reason.strip():
        raise Invalid("reason_missing", "Say why the draft is discarded.")
    with transaction.atomic():
        terms = Terms.objects.select_for_update().get(pk=terms_id)
        if terms.state == TermsState.WITHDRAWN and not terms.approved_by and terms.needs_second_person:
            return terms
        _must_be(terms, TermsState.DRAFT, TermsState.AWAITING_SECOND_PERSON)
        terms.state = TermsState.WITHDRAWN.value
        terms.save(update_fields=["state"])
        verb = "consent.draft_discarded"
        record(actor=actor, verb=verb, subject=terms.public_id, reason=reason, now=now)
    return terms


def _must_be(terms: Terms, *states: TermsState) -> None:
    if terms.state not in states:
        words = f"These terms are {terms.state.replace('_', ' ')}."
        raise Conflict("wrong_state", words, {"state": terms.state})

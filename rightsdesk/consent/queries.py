"""Reads of consent: what the answer would be, which terms a person acts on, who was asked."""

from collections.abc import Sequence

from django.db.models import QuerySet

from rightsdesk.accounts.models import Programme, User
from rightsdesk.artists.models import Recording
from rightsdesk.artists.queries import parties_of
from rightsdesk.consent import models
from rightsdesk.consent.drafted import as_drafted, proposed_terms
from rightsdesk.consent.facts import Facts, Question, question
from rightsdesk.consent.gathering import facts_for
from rightsdesk.domain.consent import Refused, Request, Verdict
from rightsdesk.domain.errors import NotFound

__all__ = [
    "Facts",
    "approval_for",
    "approvals_for",
    "as_drafted",
    "asked_about",
    "facts_for",
    "preview",
    "proposed_terms",
    "terms_of",
    "verdict_by_id",
]


def asked_about(
    recordings: Sequence[Recording],
    request: Request,
    programme: Programme | None = None,
    refused: Sequence[Refused] = (),
) -> Question:
    """What the law is asked about these recordings together. A constant number of queries."""
    return question(facts_for(recordings, request, programme=programme), request, refused)


def preview(recordings: Sequence[Recording], request: Request, programme: Programme | None = None) -> Verdict:
    """What the answer would be; nothing is stored."""
    return asked_about(recordings, request, programme).verdict


def verdict_by_id(public_id: str) -> models.Verdict:
    """A stored verdict. Raises NotFound."""
    found = models.Verdict.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("unknown_verdict", f"There is no verdict {public_id[:40]}.")
    return found


def terms_of(user: User) -> QuerySet[models.Terms]:
    """Every version of the terms of the parties a person acts for, the newest first."""
    found = models.Terms.objects.filter(grantor__in=parties_of(user))
    return (
        found.select_related("grantor", "artist", "recording", "work")
        .prefetch_related("clauses")
        .order_by("grantor_id", "scope", "-version")
    )


def approvals_for(user: User) -> QuerySet[models.Approval]:
    """The requests put to the parties a person acts for."""
    found = models.Approval.objects.filter(grantor__in=parties_of(user))
    return found.select_related("grantor", "verdict").order_by("due", "pk")


def approval_for(user: User, public_id: str) -> models.Approval:
    """One of them. Raises NotFound for anybody else's."""
    found = approvals_for(user).filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found

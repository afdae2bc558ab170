"""Who may decide a case right now: a lease with a fencing token, which can be taken over once it has run out."""

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.moderation import LEASE
from rightsdesk.journal.actions import record
from rightsdesk.moderation.models import Case, CaseState, Lease
from rightsdesk.moderation.queries import case_for


def locked_case(user: User, case_id: str) -> Case:
    """The case, locked until the caller's transaction ends. Raises NotFound for who is no moderator."""
    return Case.objects.select_for_update(of=("self",)).get(pk=case_for(user, case_id).pk)


def take(*, actor: str, user: User, case_id: str, now: datetime | None = None) -> Lease:
    """Lease an open case for a quarter of an hour; taking one's own again extends it under the same token.

    Raises NotFound, and Conflict while somebody else's lease lives or when the case was decided.
    """
    at = now or timezone.now()
    with transaction.atomic():
        case = locked_case(user, case_id)
        if case.state != CaseState.OPEN:
            raise Conflict("case_decided", "This case has been decided; there is nothing to take.")
        last = case.leases.select_related("moderator").order_by("-token").first()
        if last and last.until > at:
            return _extended(last, user, at)
        return _granted(actor, user, case, last.token + 1 if last else 1, at)


def _extended(lease: Lease, user: User, at: datetime) -> Lease:
    if lease.moderator_id != user.pk:
        raise Conflict(
            "case_taken",
            f"{lease.moderator} holds this case until {lease.until:%H:%M} UTC.",
            {"until": lease.until.isoformat()},
        )
    lease.during = DateTimeTZRange(lease.during.lower, at + LEASE)
    lease.save(update_fields=["during"])
    return lease


def _granted(actor: str, user: User, case: Case, token: int, at: datetime) -> Lease:
    lease = Lease.objects.create(
        case=case, moderator=user, token=token, during=DateTimeTZRange(at, at + LEASE)
    )
    record(
        actor=actor,
        verb="case.taken",
        subject=case.public_id,
        facts={"token": token, "until": lease.until.isoformat()},
        now=at,
    )
    return lease


def give_back(*, actor: str, user: User, case_id: str, token: int, now: datetime | None = None) -> None:
    """End one's lease early, so that a colleague can take the case. Giving back twice is once."""
    at = now or timezone.now()
    with transaction.atomic():
        case = locked_case(user, case_id)
        lease = case.leases.filter(token=token, moderator=user).first()
        if lease is None or lease.until <= at:
            return
        lease.during = DateTimeTZRange(lease.during.lower, at)
        lease.save(update_fields=["during"])
        record(actor=actor, verb="case.given_back", subject=case.public_id, facts={"token": token}, now=at)


def check_lease(case: Case, user: User, token: int, at: datetime) -> None:
    """Raise Conflict unless this token is the newest of the case, is this person's, and has not run out."""
    last = case.leases.order_by("-token").first()
    if last is None or last.token != token or last.moderator_id != user.pk:
        raise Conflict(
            "stale_lease",
            "Your lease is not the newest one of this case; look at it again before you decide.",
        )
    if last.until <= at:
        raise Conflict(
            "lease_over", f"Your lease ran out at {last.until:%H:%M} UTC. Take the case again, then decide."
        )

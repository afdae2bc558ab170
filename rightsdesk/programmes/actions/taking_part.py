"""A party joins a platform's programme and leaves it again; both at once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.models import DelegatedRight, Programme, User
from rightsdesk.artists.models import Party
from rightsdesk.artists.queries import parties_of
from rightsdesk.domain.errors import Conflict, Forbidden, NotFound
from rightsdesk.journal.actions import record
from rightsdesk.programmes import queries
from rightsdesk.programmes.models import ProgrammeMember


def join_programme(
    *, actor: str, user: User, party_id: str, programme_id: str, now: datetime | None = None
) -> ProgrammeMember:
    """A party whose identity is known takes part from now on. Joining twice is joining once."""
    moment = now or timezone.now()
    with transaction.atomic():
        party, programme = _pair(user, party_id, programme_id)
        if not queries.open_programmes(moment.date()).filter(pk=programme.pk).exists():
            raise Conflict("programme_closed", f"{programme} is not open today.")
        if not queries.identified(party):
            raise Conflict(
                "identity_unchecked",
                "Somebody at the desk has to check who you are before you can take part.",
            )
        return let_in(actor=actor, party=party, programme=programme, now=moment)


def leave_programme(
    *, actor: str, user: User, party_id: str, programme_id: str, now: datetime | None = None
) -> None:
    """Take part no longer, at once. What terms allow stays allowed: withdrawing them is another step."""
    with transaction.atomic():
        party, programme = _pair(user, party_id, programme_id)
        _leave(actor, party, programme, now or timezone.now())


def _pair(user: User, party_id: str, programme_id: str) -> tuple[Party, Programme]:
    """Both as this person may know them, the party locked. Raises NotFound, or Forbidden without the right to sign."""
    party = parties_of(user).filter(public_id=party_id).first()
    programme = Programme.objects.filter(public_id=programme_id).first()
    if party is None or programme is None:
        raise NotFound()
    if not queries.parties_where(user, DelegatedRight.SIGN_TERMS).filter(pk=party.pk).exists():
        raise Forbidden("may_not_sign", f"You may not sign for {party}, and so not join or leave.")
    return Party.objects.select_for_update().get(pk=party.pk), programme


def let_in(*, actor: str, party: Party, programme: Programme, now: datetime) -> ProgrammeMember:
    """The membership, in the caller's transaction, which holds the party's row."""
    if held := ProgrammeMember.objects.filter(programme=programme, party=party, left_at=None).first():
        return held
    made = ProgrammeMember.objects.create(programme=programme, party=party, joined_at=now)
    _tell(actor, "programmes.programme_joined", party, programme, now)
    return made


def leave_all(*, actor: str, party: Party, now: datetime) -> None:
    """Out of every programme, in the caller's transaction, which holds the party's row."""
    for held in party.programmes.filter(left_at=None).select_related("programme").order_by("pk"):
        _leave(actor, party, held.programme, now)


def _leave(actor: str, party: Party, programme: Programme, now: datetime) -> None:
    if ProgrammeMember.objects.filter(programme=programme, party=party, left_at=None).update(left_at=now):
        _tell(actor, "programmes.programme_left", party, programme, now)


def _tell(actor: str, verb: str, party: Party, programme: Programme, now: datetime) -> None:
    record(actor=actor, verb=verb, subject=party.public_id, facts={"programme": programme.public_id}, now=now)

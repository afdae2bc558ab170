"""What a label changes about an artist on its roster: whether its roster terms speak for them, and that they leave."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.models import DelegatedRight, User
from rightsdesk.artists.actions import end_relation, set_roster_speaks
from rightsdesk.artists.models import PartyRelation
from rightsdesk.domain.errors import Forbidden, Invalid
from rightsdesk.programmes import queries


class Voice(StrEnum):
    SPEAKS = "speaks"
    SILENT = "silent"
    LEAVES = "leaves"


def change_roster(
    *, actor: str, user: User, relation_id: str, voice: Voice, reason: str, now: datetime | None = None
) -> PartyRelation:
    """From today on, by who may sign the label's terms. Raises NotFound for a roster the person knows nothing of."""
    today = (now or timezone.now()).date()
    with transaction.atomic():
        found = queries.roster_entry(user, relation_id, today)
        if not queries.parties_where(user, DelegatedRight.SIGN_TERMS).filter(pk=found.of_id).exists():
            raise Forbidden("may_not_sign", f"You may not sign for {found.of}, and so not change its roster.")
        if not reason.strip():
            raise Invalid("reason_missing", "Say why.")
        if voice is Voice.LEAVES:
            return end_relation(actor=actor, relation_id=found.pk, on=today, reason=reason.strip())
        return set_roster_speaks(
            actor=actor,
            relation_id=found.pk,
            speaks=voice is Voice.SPEAKS,
            on=today,
            reason=reason.strip(),
        )

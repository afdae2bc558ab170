"""Rates: what a programme offers. The second person is one who knows money."""

from typing import Any

from rightsdesk.accounts.actions.offers import amend_programme, rates_of
from rightsdesk.accounts.models import Programme
from rightsdesk.journal.actions.changes import Facts, Kind, propose
from rightsdesk.journal.models import Change


def _facts(payload: Facts) -> Facts:
    return rates_of(Programme.objects.get(public_id=payload["programme"]))


def _apply(change: Change) -> object:
    asked = change.payload
    return amend_programme(
        actor=change.proposed_by, public_id=asked["programme"], values=asked["values"], reason=change.reason
    )


PROGRAMME = Kind(
    name="rates.programme",
    title="Change what a programme offers",
    deed="approve_rates",
    facts=_facts,
    after=lambda before, payload: {**before, **payload["values"]},
    apply=_apply,
)
KINDS = (PROGRAMME,)


def propose_rates(*, actor: str, programme: Programme, values: dict[str, Any], reason: str) -> Change:
    """Ask a second person to change what a programme offers."""
    payload = {"programme": programme.public_id, "values": values}
    return propose(
        actor=actor, kind=PROGRAMME.name, subject=programme.public_id, payload=payload, reason=reason
    )

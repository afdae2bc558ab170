"""What a change or a withdrawal would do, as the page shows it: the simulation, and the money of the last three months."""

from dataclasses import dataclass

from rightsdesk.consent.models import Terms
from rightsdesk.derivatives.impact import Impact, change_impact, impact
from rightsdesk.domain.money import Money
from rightsdesk.payouts.earnings import earned
from rightsdesk.portal.terms.drafting import Draft
from rightsdesk.portal.terms.whatif import DRAFT

MONTHS = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """One simulation and its money. `hash` names it in the form, so that only what was seen is confirmed."""

    impact: Impact
    money: list[str]

    @property
    def hash(self) -> str:
        return self.impact.hash


def seen_change(draft: Draft) -> Seen:
    """What signing this draft would do."""
    return _seen(change_impact(draft.proposal(DRAFT)))


def seen_version(terms: Terms) -> Seen:
    """What putting a version that waits in force would do."""
    return _seen(change_impact(terms))


def seen_withdrawal(terms: Terms) -> Seen:
    """What withdrawing these terms would do."""
    return _seen(impact(terms))


def _seen(found: Impact) -> Seen:
    sums = earned(found.keys, months=MONTHS)
    return Seen(found, [Money(row.units, row.currency).shown() for row in sums])

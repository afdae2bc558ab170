"""A version of terms before it is signed: what it is built on, what it would change, and how it is put down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rightsdesk.accounts.models import User
from rightsdesk.artists.models import PartyKind
from rightsdesk.consent import actions as consent
from rightsdesk.consent.models import Terms
from rightsdesk.domain.consent import OnWithdrawal
from rightsdesk.domain.terms_diff import Said, UseChanges, compare, gathered, said
from rightsdesk.portal.terms.reach import Reach, reach_of_terms
from rightsdesk.portal.terms.sheet import Sheet, fold
from rightsdesk.programmes.queries import identified

ALONE = (PartyKind.ARTIST, PartyKind.SONGWRITER)


@dataclass(frozen=True, slots=True)
class Draft:
    """New answers for one reach, on top of the newest version there."""

    reach: Reach
    base: Terms | None
    clauses: list[dict[str, Any]]
    ending: Mapping[str, Any]

    @property
    def said(self) -> Said:
        return Said(
            {clause["use"]: clause for clause in self.clauses},
            self.ending["on_withdrawal"],
            self.ending["take_down_days"],
        )

    @property
    def changes(self) -> tuple[UseChanges, ...]:
        """Against the version before; against silence where there is none."""
        return gathered(compare(said_of(self.base), self.said))

    @property
    def number(self) -> int:
        """The version this would be."""
        newest = self.reach.versions.first()
        return newest.version + 1 if newest else 1

    @property
    def alone(self) -> bool:
        """A person's own terms need one signature; a company's need two."""
        return self.reach.party.kind in ALONE

    @property
    def at_once(self) -> bool:
        """Whether signing puts it in force: a person's own terms, once the desk knows who they are."""
        return self.alone and identified(self.reach.party)

    def put_down(self, user: User) -> Terms:
        """Sign it, or hand it to the second person. Raises the action's refusals."""
        if self.at_once:
            return consent.sign_terms(actor=user.actor, proposal=self.proposal(str(user)))
        terms = consent.draft_terms(actor=user.actor, proposal=self.proposal(str(user)))
        if not self.alone:
            terms = consent.submit_terms(actor=user.actor, terms_id=terms.pk)
        return terms

    def proposal(self, signed_by: str) -> consent.Proposal:
        """As the action takes it."""
        return consent.Proposal(
            grantor=self.reach.party,
            clauses=self.clauses,
            valid_from=self.ending["valid_from"],
            signed_by=signed_by,
            channel="portal",
            target=self.reach.target,
            on_withdrawal=self.ending["on_withdrawal"],
            take_down_days=self.ending["take_down_days"],
        )


def draft_of(terms: Terms) -> Draft:
    """A version that was put down and waits, as a draft on top of what is newest by now."""
    reach = reach_of_terms(terms)
    clauses = [_plain(clause) for clause in terms.clauses.all()]
    return Draft(reach, reach.newest, clauses, ending_of(terms, terms.valid.lower))


def said_of(terms: Terms | None) -> Said:
    """A stored version as the comparison reads it; silence where there is none."""
    if terms is None:
        return Said()
    return said(terms.clauses.all(), terms.on_withdrawal, terms.take_down_days)


def sheet_of(terms: Terms | None) -> Sheet:
    """A stored version as the editor shows it."""
    return fold(_plain(clause) for clause in terms.clauses.all()) if terms else Sheet()


def _plain(clause: Any) -> dict[str, Any]:
    return {name: getattr(clause, name) for name in ("use", "answer", "conditions", "obligations")}


def ending_of(terms: Terms | None, today: date) -> dict[str, Any]:
    """What the editor's last part says before anything is typed."""
    if terms is None:
        return {"on_withdrawal": OnWithdrawal.STOP_NEW.value, "valid_from": today}
    return {
        "on_withdrawal": terms.on_withdrawal,
        "take_down_days": terms.take_down_days,
        "valid_from": max(today, terms.valid.lower),
    }

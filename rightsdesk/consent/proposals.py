"""A version of terms about to be written: what it says, checked by the law before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rightsdesk.artists.models import Artist, Party, Recording, Work
from rightsdesk.domain.consent import Answer, Conditions, OnWithdrawal, ScopeKind, Use, obligations_from_json
from rightsdesk.domain.errors import Invalid

Target = Artist | Recording | Work | Party | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """`clauses`: {"use", "answer", "conditions", "obligations"} each, kept as they were signed. `target`: nothing for
    everything of the grantor, their own party for a label's roster, else an artist, work or recording."""

    grantor: Party
    clauses: Sequence[Mapping[str, Any]]
    valid_from: date
    signed_by: str
    channel: str
    target: Target = None
    evidence_id: int | None = None
    on_withdrawal: str = OnWithdrawal.STOP_NEW.value
    take_down_days: int | None = None

    @property
    def scope(self) -> dict[str, Any]:
        """The scope columns of the terms."""
        if self.target is None:
            return {"scope": ScopeKind.PARTY.value}
        if isinstance(self.target, Party):
            return {"scope": ScopeKind.ROSTER.value}
        name = type(self.target).__name__.lower()
        return {"scope": name, name: self.target}

    @property
    def target_id(self) -> str:
        """What its clauses reach, as the law names it; empty for everything."""
        return self.target.public_id if self.target else ""

    def check(self) -> None:
        """Raises Invalid("clauses_malformed") or Invalid("terms_malformed") for what the law cannot read."""
        uses = [clause.get("use") for clause in self.clauses]
        if not uses or len({str(use) for use in uses}) != len(uses):
            words = "Terms need at least one clause, and no more than one for each use."
            raise Invalid("clauses_malformed", words)
        for clause in self.clauses:
            _check_clause(clause)
        self._check_ending()

    def _check_ending(self) -> None:
        try:
            takes_down = OnWithdrawal(self.on_withdrawal) is OnWithdrawal.TAKE_DOWN
        except ValueError as error:
            raise Invalid("terms_malformed", "Say what happens when the terms are withdrawn.") from error
        if takes_down != (self.take_down_days is not None):
            words = "Say after how many days derivatives are taken down, and only then."
            raise Invalid("terms_malformed", words)
        if isinstance(self.target, Party) and self.target.pk != self.grantor.pk:
            raise Invalid("terms_malformed", "Roster terms are the label's own.")


def _check_clause(clause: Mapping[str, Any]) -> None:
    try:
        Use(clause["use"]), Answer(clause["answer"])
        Conditions.from_json(clause.get("conditions") or {})
        obligations_from_json(clause.get("obligations") or {})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Invalid("clauses_malformed", f"A clause cannot be read: {error}.") from error

"""Why (Reason), and the answer with every reason behind it (Verdict): facts first, words on demand."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from rightsdesk.domain.consent import sentences
from rightsdesk.domain.consent.checks import Facts
from rightsdesk.domain.consent.clauses import Clause, Gap, Refused
from rightsdesk.domain.consent.vocabulary import Outcome

Json = dict[str, Any]


class Reason(NamedTuple):
    """A code, the facts behind it, and the clause that applied, if one did. Its order is the order of its fields."""

    outcome: Outcome
    grantor: str
    use: str
    terms: str
    code: str
    facts: Facts = ()
    clause: Clause | None = None

    @property
    def version(self) -> int:
        """Of the terms; 0 when no clause applied."""
        return self.clause.version if self.clause else 0

    @property
    def message(self) -> str:
        """The sentence for people."""
        return sentences.message(self.code, dict(self.facts), self.use, self.clause)

    def to_json(self) -> Json:
        """As it is stored, shown and answered."""
        plain = {"code": self.code, "outcome": self.outcome.value, "grantor": self.grantor, "use": self.use}
        said = {"message": self.message, "terms": self.terms, "version": self.version}
        return plain | said | {"facts": dict(self.facts)}

    def change(self) -> Json:
        """What would have to change for this to be no obstacle: its kind, who could do it, in words."""
        kind, words = sentences.change(self.code, dict(self.facts), self.use, self.clause)
        return {"kind": kind, "grantor": self.grantor, "use": self.use, "code": self.code, "words": words}


def no_owner(gap: Gap) -> Reason:
    """Nobody is on record who could allow it for a side of a recording."""
    facts = (("places", gap.places), ("side", gap.side), ("title", gap.title))
    return Reason(Outcome.DENY, "", "", "", "no_owner", facts)


def outside(refused: Refused) -> Reason:
    """A no from outside consent."""
    return Reason(Outcome.DENY, "", refused.use, "", refused.code, (("message", refused.message),))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer and every reason behind it, the obstacles first, in a stable order."""

    outcome: Outcome
    reasons: tuple[Reason, ...]

    @property
    def to_ask(self) -> tuple[str, ...]:
        """The grantors who still have to be asked; nobody when it is a no anyway."""
        if self.outcome is not Outcome.ASK:
            return ()
        return tuple(sorted({reason.grantor for reason in self.reasons if reason.outcome is Outcome.ASK}))

    @property
    def obligations(self) -> list[Json]:
        """What the clauses that allow it ask in return, each once with the uses it is owed for; none for a no."""
        found: dict[tuple[str, ...], Json] = {}
        for reason in self.reasons if self.outcome is not Outcome.DENY else ():
            for kind, value in reason.clause.obligations if reason.clause else ():
                key = (reason.grantor, reason.terms, kind, value)
                found.setdefault(key, _owed(reason, kind, value))["uses"].append(reason.use)
        return [found[key] | {"uses": sorted(set(found[key]["uses"]))} for key in sorted(found)]

    @property
    def changes(self) -> list[Json]:
        """What would have to change for a plain yes: one entry for each obstacle."""
        return [reason.change() for reason in self.reasons if reason.outcome is not Outcome.ALLOW]

    @property
    def terms_versions(self) -> list[str]:
        """The versions of terms that decided: `trm_…@3`."""
        return sorted({f"{reason.terms}@{reason.version}" for reason in self.reasons if reason.terms})

    def to_json(self) -> Json:
        """The whole answer as plain values."""
        said = {"outcome": self.outcome.value, "reasons": [reason.to_json() for reason in self.reasons]}
        return said | {"obligations": self.obligations, "to_ask": list(self.to_ask), "changes": self.changes}


def _owed(reason: Reason, kind: str, value: str) -> Json:
    clause = reason.clause
    name, version = (clause.grantor_name, clause.version) if clause else ("", 0)
    owed = {"kind": kind, "value": value, "grantor": reason.grantor, "grantor_name": name}
    return owed | {"terms": reason.terms, "version": version, "uses": []}

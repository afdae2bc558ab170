"""What grantors said (Clause), who must agree (Grantor), and what stands in the way from outside their terms (Gap, Refused)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rightsdesk.domain.consent.conditions import Conditions
from rightsdesk.domain.consent.plain import name
from rightsdesk.domain.consent.vocabulary import LAW_VERSION, SPECIFICITY, Answer, ScopeKind, Use

OBLIGATIONS = ("credit_line", "label", "split_template", "notice")
Obligations = tuple[tuple[str, str], ...]


def obligations_from_json(facts: Mapping[str, Any]) -> Obligations:
    """Read the stored form: {kind: words}. Raises ValueError for an obligation this law does not know."""
    if unknown := set(facts) - set(OBLIGATIONS):
        raise ValueError(f"The law {LAW_VERSION} knows no obligation named {', '.join(sorted(unknown))}.")
    return tuple((kind, name(facts[kind])) for kind in OBLIGATIONS if facts.get(kind) is not None)


@dataclass(frozen=True, slots=True)
class Clause:
    """One grantor's answer for one use, and the version of the terms it stands in.

    `target`: public id of the artist, work, recording or label (roster) it reaches; empty: everything. `spoken_by`:
    the label whose roster default speaks for the grantor; such a clause gives way to all of the grantor's own.
    """

    grantor: str
    grantor_name: str
    terms: str
    version: int
    scope: ScopeKind
    use: Use
    answer: Answer
    conditions: Conditions = field(default_factory=Conditions)
    target: str = ""
    obligations: Obligations = ()
    spoken_by: str = ""

    @property
    def depth(self) -> int:
        """How specific it is among the clauses of its grantor."""
        return -1 if self.spoken_by else SPECIFICITY[self.scope]

    def reaches(self, part: frozenset[str]) -> bool:
        return not self.target or self.target in part


Part = frozenset[str]
EVERYTHING: Part = frozenset()


@dataclass(frozen=True, slots=True)
class Grantor:
    """Somebody who must agree, in which capacity, and to which uses. An empty `uses` means all that are asked.

    `parts`: what they answer for, each as the public ids a clause may name to reach it (recording, work, artist,
    labels of the roster). Each part needs their yes: a clause about one song of a medley says nothing on the other.
    `joined`: they joined the programme, so that in an opt-out programme their silence is a yes.
    """

    id: str
    name: str
    capacity: str
    uses: frozenset[Use] = frozenset()
    parts: tuple[Part, ...] = (EVERYTHING,)
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A side of a recording ("master" or "composition") that has no owner on record in some of the asked places."""

    side: str
    title: str
    places: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A no from outside consent: the programme, its quota, a name nobody knows."""

    code: str
    message: str
    use: str = ""

"""Everything consent reads about one recording on one day, and the law's answer to any request of that day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rightsdesk.artists.models import Recording
from rightsdesk.domain.consent import Clause, Gap, Grantor, Refused, Request, Verdict, decide, inputs
from rightsdesk.domain.consent.sources import Person, Source, grantors


@dataclass(frozen=True, slots=True)
class Facts:
    """`clauses`: those of terms that decide on that day and reach the recording. `people`: parties a request may name
    for their voice or manner. `joined`: parties that joined the programme that asks, when silence there is a yes."""

    recording: Recording
    source: Source
    clauses: tuple[Clause, ...]
    people: Mapping[str, Person]
    joined: frozenset[str] = frozenset()

    def grantors(self, request: Request) -> list[Grantor]:
        """Who must agree to a request about this recording."""
        return grantors([self.source], request, self.people, self.joined)

    def gaps(self, request: Request) -> list[Gap]:
        """The sides of it that nobody owns where the request asks."""
        return self.source.gaps(request.places)

    def verdict(self, request: Request, refused: Sequence[Refused] = ()) -> Verdict:
        """The law's answer about this one recording."""
        return question([self], request, refused).verdict


@dataclass(frozen=True, slots=True)
class Question:
    """One request about one or more recordings, as the law is asked it."""

    request: Request
    grantors: tuple[Grantor, ...]
    clauses: tuple[Clause, ...]
    gaps: tuple[Gap, ...]
    refused: tuple[Refused, ...]

    @property
    def verdict(self) -> Verdict:
        return decide(self.request, self.grantors, self.clauses, self.gaps, self.refused)

    @property
    def inputs(self) -> dict[str, Any]:
        """The document that is stored with the verdict and replayed."""
        return inputs(self.request, self.grantors, self.clauses, self.gaps, self.refused)


def question(facts: Sequence[Facts], request: Request, refused: Sequence[Refused] = ()) -> Question:
    """What the law is asked about these recordings together: the clauses are those that somebody asked answers with."""
    people = {key: person for each in facts for key, person in each.people.items()}
    joined = frozenset[str]().union(*(each.joined for each in facts))
    asked = tuple(grantors([each.source for each in facts], request, people, joined))
    ids = {grantor.id for grantor in asked}
    said = [
        clause
        for each in facts
        for clause in each.clauses
        if clause.use in request.uses and clause.grantor in ids
    ]
    gaps = tuple(gap for each in facts for gap in each.gaps(request))
    return Question(request, asked, tuple(said), gaps, tuple(refused))

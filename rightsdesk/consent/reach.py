"""The clauses that decide on a day, in the law's own form, and which of them reach a recording."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rightsdesk.consent import rows
from rightsdesk.domain.consent import Answer, Clause, ScopeKind, Use
from rightsdesk.domain.consent.sources import Person, Source

Labels = Mapping[int, list[tuple[int, str, str, bool]]]


@dataclass(frozen=True, slots=True)
class Said:
    """Clauses by (grantor, target)."""

    clauses: dict[tuple[str, str], list[Clause]] = field(default_factory=lambda: defaultdict(list))

    def reaching(self, source: Source, people: Mapping[str, Person]) -> tuple[Clause, ...]:
        """Those of everybody who may have to agree about one recording."""
        who = (
            {credit.party for credit in source.credits}
            | {each.party for each in source.holdings}
            | set(people)
        )
        what = {"", source.recording, *(work for work, _ in source.works)}
        what |= {name for credit in source.credits for name in (credit.artist, *credit.labels)}
        what |= {name for person in people.values() for name in (*person.artists, *person.labels)}
        keys = [(party, target) for party in sorted(who) for target in sorted(what)]
        return tuple(clause for key in keys for clause in self.clauses.get(key, ()))


def read_clauses(
    *,
    parties: Mapping[int, tuple[str, str]],
    labels: Labels,
    recordings: Mapping[int, str],
    works: Mapping[int, str],
    artists: Mapping[int, str],
    day: date,
    uses: Collection[Use] | None,
) -> Said:
    """One query. The roster terms of a label that speaks for an artist are the artist's widest clauses as well."""
    speaking = {label[0] for held in labels.values() for label in held if label[3]}
    known = {label[0]: (label[1], label[2]) for held in labels.values() for label in held} | dict(parties)
    said = Said()
    for row in rows.clauses(
        wide=list({*parties, *speaking}),
        parties=list(parties),
        recordings=list(recordings),
        works=list(works),
        artists=list(artists),
        day=day,
        uses=uses,
    ):
        target = artists.get(row[8]) or works.get(row[9]) or recordings.get(row[10]) or ""
        named = (*row[:8], *known[row[7]], target)
        if row[7] in parties:
            _keep(said, as_law(named))
        if row[6] == ScopeKind.ROSTER:
            _speak(said, named, parties, labels)
    return said


def as_law(row: tuple[Any, ...], speaks_for: tuple[str, str] | None = None) -> Clause:
    """A stored clause in the law's own form: (use, answer, conditions, obligations, terms, version, scope, grantor, its
    public id and name, what it reaches); `speaks_for`: the artist's party (id, name) whose default it is."""
    label, name = row[8], row[9]
    scope = ScopeKind(row[6])
    target = label if scope is ScopeKind.ROSTER else row[10]
    return Clause(
        grantor=speaks_for[0] if speaks_for else label,
        grantor_name=speaks_for[1] if speaks_for else name,
        terms=row[4],
        version=row[5],
        scope=scope,
        use=Use(row[0]),
        answer=Answer(row[1]),
        conditions=row[2],
        target=target,
        obligations=row[3],
        spoken_by=name if speaks_for else "",
    )


def _speak(said: Said, row: tuple[Any, ...], parties: Mapping[int, tuple[str, str]], labels: Labels) -> None:
    for party, held in labels.items():
        if any(label[0] == row[7] and label[3] for label in held):
            _keep(said, as_law(row, parties[party]))


def _keep(said: Said, clause: Clause) -> None:
    said.clauses[clause.grantor, clause.target].append(clause)

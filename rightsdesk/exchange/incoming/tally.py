"""What one reading of a file came to: counts of everything, the first differences and problems in full."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rightsdesk.artists.actions.bulk.rows import Kept
from rightsdesk.domain.territories import Places
from rightsdesk.exchange.incoming.problems import Problem

DIFFERENCES = 200
PROBLEMS = 5_000


@dataclass(slots=True)
class Tally:
    """`changes` are the changed rows of one batch; whoever runs the import journals and empties them."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    differences: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    changes: list[dict[str, Any]] = field(default_factory=list)

    def kept(self, kind: str, rows: Iterable[Kept]) -> None:
        count = self.counts.setdefault(kind, Counter())
        for row in rows:
            count[row.state] += 1
            if row.state == "refused":
                self._problem(Problem(row.line, row.column, row.code, row.words))
            elif row.state != "unchanged":
                self._difference(row)

    def refused(self, kind: str, problems: Iterable[Problem]) -> None:
        """Lines that could not even be read."""
        for problem in problems:
            self.counts.setdefault(kind, Counter())["refused"] += 1
            self._problem(problem)

    def noted(self, problem: Problem) -> None:
        """Something a person must look at though the line was kept."""
        self._problem(problem)

    def totals(self) -> dict[str, dict[str, int]]:
        """Counts a kind of row, only of kinds that came."""
        return {kind: dict(sorted(count.items())) for kind, count in self.counts.items() if count}

    def _problem(self, problem: Problem) -> None:
        self.problem_count += 1
        if len(self.problems) < PROBLEMS:
            self.problems.append(problem)

    def _difference(self, row: Kept) -> None:
        shown = len(self.differences) < DIFFERENCES
        if row.state != "changed" and not shown:
            return
        facts = {"line": row.line, "what": row.what, "state": row.state}
        facts |= {"before": _said(row.before), "after": _said(row.after)}
        if row.state == "changed":
            self.changes.append(facts)
        if shown:
            self.differences.append(facts)


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Values as a preview shows them and JSON keeps them; of something new only what is there."""
    return {
        name: str(value) if isinstance(value, date | Places) else value
        for name, value in values.items()
        if value not in ("", ())
    }

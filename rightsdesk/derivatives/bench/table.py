"""The bench's table: each target, what it costs here, and what the peers' way costs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

HEAD = ("", "target", "ours", "processor", "peers' way", "better", "queries", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """One line, in `unit`: ours on the wall and by processor time, and the peers' by processor time."""

    what: str
    target: str
    limit: float
    unit: str
    ours: float
    by_cpu: float
    peers: float
    queries: int | None = None
    more_is_better: bool = False

    @property
    def met(self) -> str:
        """On the wall; the processor's time beside it tells what a busy machine added."""
        reached = self.ours >= self.limit if self.more_is_better else self.ours <= self.limit
        return "yes" if reached else "no"

    @property
    def ratio(self) -> float:
        """How many times better than the peers' way, by processor time."""
        ours, theirs = max(self.by_cpu, 1e-9), max(self.peers, 1e-9)
        return ours / theirs if self.more_is_better else theirs / ours

    def facts(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self) | {"met": self.met, "ratio": round(self.ratio, 2)}

    def cells(self) -> tuple[str, ...]:
        figures = (_figure(value, self.unit) for value in (self.ours, self.by_cpu, self.peers))
        queries = "" if self.queries is None else str(self.queries)
        return (self.what, self.target, *figures, f"{self.ratio:,.1f} ×", queries, self.met)


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """The table as text."""
    table = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(cells[n]) for cells in table) for n in range(len(HEAD))]
    for cells in table:
        padded = (f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _figure(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"

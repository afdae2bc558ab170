"""How long files and functions are, against what docs/style allows. Production code: migrations are left out."""

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "rightsdesk"


@dataclass(frozen=True, slots=True)
class Budget:
    median: int
    p95: int
    most: int


FILES = Budget(median=80, p95=200, most=300)
FUNCTIONS = Budget(median=8, p95=20, most=40)


@dataclass(frozen=True, slots=True)
class Length:
    name: str
    lines: int


def files() -> list[Path]:
    return sorted(
        path for path in CODE.rglob("*.py") if "migrations" not in path.parts and path.stat().st_size
    )


def file_lengths() -> list[Length]:
    return [Length(str(path.relative_to(ROOT)), len(path.read_text().splitlines())) for path in files()]


def function_lengths() -> list[Length]:
    return [length for path in files() for length in _functions(path)]


def _functions(path: Path) -> Iterator[Length]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            last = node.end_lineno or node.lineno
            yield Length(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", last - node.lineno + 1)


def excesses(what: str, lengths: Sequence[Length], budget: Budget) -> list[str]:
    """What is over the budget, in words; nothing when all is well."""
    counts = [length.lines for length in lengths]
    middle, p95 = median(counts), quantiles(counts, n=20)[-1]
    found = [
        f"{length.name}: {length.lines} lines, {budget.most} allowed"
        for length in lengths
        if length.lines > budget.most
    ]
    if middle > budget.median:
        found.append(f"{what}: median {middle:.0f} lines, {budget.median} allowed")
    if p95 > budget.p95:
        found.append(f"{what}: 95th percentile {p95:.0f} lines, {budget.p95} allowed; {longest(lengths)}")
    return found


def longest(lengths: Sequence[Length]) -> str:
    first = sorted(lengths, key=lambda length: -length.lines)[:8]
    return "longest: " + ", ".join(f"{length.name} ({length.lines})" for length in first)


def main() -> int:
    found = excesses("files", file_lengths(), FILES) + excesses("functions", function_lengths(), FUNCTIONS)
    print("\n".join(found) or "Budgets of files and functions: kept.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

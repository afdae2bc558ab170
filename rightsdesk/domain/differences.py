"""What is different between two states of a thing, line by line, in words: for pages that show a history or a proposal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

BETWEEN = " › "


@dataclass(frozen=True, slots=True)
class Difference:
    """One line: what it is about, and how it read before and after. None: it was not there."""

    what: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        """added, removed or changed."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Difference, ...]:
    """Every line that is not the same in both, in the order of `after`, then what is gone."""
    old, new = dict(lines(before)), dict(lines(after))
    names = [*new, *(name for name in old if name not in new)]
    return tuple(
        Difference(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
    )


def lines(facts: Mapping[str, object], under: str = "") -> Iterator[tuple[str, str]]:
    """Nested facts as flat lines: {"remix": {"answer": "ask"}} gives ("remix › answer", "ask"). Empty ones are left out."""
    for name, value in facts.items():
        # Names of our own read as words; ids and names of others stay as they are.
        words = str(name).replace("_", " ") if str(name).isidentifier() else str(name)
        label = under + words
        if isinstance(value, Mapping):
            yield from lines(value, label + BETWEEN)
        elif (text := shown(value)) != "":
            yield label, text


def shown(value: object) -> str:
    """A value as a person reads it; nothing for what is empty."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple, set, frozenset)):
        parts = [shown(each) for each in value]
        return ", ".join(sorted(parts) if isinstance(value, (set, frozenset)) else parts)
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {text}" for name, text in lines(value))
    return str(value)

"""What an answer depends on: the conditions of a clause, read strictly from their stored form and written back to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from rightsdesk.domain.consent.plain import day, name, names, number, number_range
from rightsdesk.domain.consent.vocabulary import LAW_VERSION, Distribution
from rightsdesk.domain.territories import Places

Names = frozenset[str]
Range = tuple[float, float]
Period = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Conditions:
    """None (or nothing forbidden) means "no condition". Ratios and semitones are inclusive ranges; `period` is
    half-open, [first, after); caps are numbers of derivatives that already exist."""

    territories: Places | None = None
    period: Period | None = None
    tempo_ratio: Range | None = None
    semitones: Range | None = None
    styles: Names | None = None
    styles_forbidden: Names = frozenset()
    topics_forbidden: Names = frozenset()
    imitation: bool | None = None
    engines: Names | None = None
    models: Names | None = None
    cap_live: int | None = None
    cap_listener_month: int | None = None
    distribution: Names | None = None
    stated: tuple[str, ...] = field(default=(), init=False, compare=False, repr=False)
    """The names of the conditions that are set, in the order above."""

    def __post_init__(self) -> None:
        nothing = {"styles_forbidden", "topics_forbidden"}
        said = {f.name: getattr(self, f.name) for f in fields(self) if f.init}
        stated = (key for key, value in said.items() if value is not None and (value or key not in nothing))
        object.__setattr__(self, "stated", tuple(stated))

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "Conditions":
        """Read the stored form. Raises ValueError for a condition this law does not know: never a silent pass."""
        if unknown := set(facts) - set(READERS):
            raise ValueError(f"The law {LAW_VERSION} knows no condition named {', '.join(sorted(unknown))}.")
        return cls(**{key: READERS[key](value) for key, value in facts.items() if value is not None})

    def to_json(self) -> dict[str, Any]:
        """The stored form, canonical: only what is stated; `from_json` gives the same conditions back."""
        return {key: _plain(getattr(self, key)) for key in self.stated}


def _plain(value: Any) -> Any:
    if isinstance(value, Places):
        return str(value).split(" ")
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [each.isoformat() if isinstance(each, date) else each for each in value]
    return value


def _territories(value: Any) -> Places:
    if isinstance(value, str):
        return Places.parse(value)
    return Places.parse([name(token) for token in value])


def _period(value: Any) -> Period:
    first, after = (None if each is None else day(each) for each in value)
    if first and after and after <= first:
        raise ValueError("a period ends after it begins")
    return first, after


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("imitation is true or false")
    return value


def _cap(value: Any) -> int:
    if int(number(value)) != value or value < 0:
        raise ValueError("a cap is a whole number of derivatives")
    return int(value)


def _distribution(value: Any) -> Names:
    return frozenset(Distribution(each).value for each in names(value))


READERS: dict[str, Callable[[Any], Any]] = {
    "territories": _territories, "period": _period, "tempo_ratio": number_range, "semitones": number_range,
    "styles": names, "styles_forbidden": names, "topics_forbidden": names, "imitation": _flag, "engines": names,
    "models": names, "cap_live": _cap, "cap_listener_month": _cap, "distribution": _distribution,
}  # fmt: skip
"""Every condition this law knows, and how its stored form is read."""

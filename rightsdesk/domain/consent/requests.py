"""What is asked, in facts: the uses and figures of the typed recipe, never the prompt's text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from rightsdesk.domain.consent.plain import day, name, names, number
from rightsdesk.domain.consent.vocabulary import Default, Distribution, Use
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.territories import Places, TerritoryError


@dataclass(frozen=True, slots=True)
class Request:
    """`territory`: a code or expression (`DE`, `DE FR`, `WW -US`); a yes must hold in all of it. `imitates` and
    `voices`: public ids of parties; naming one is the use `style` or `voice`. `live_derivatives`: the most that are
    live of any one source; `listener_this_month`: of those, this listener's of the calendar month."""

    uses: frozenset[Use]
    territory: str
    on: date
    tempo_ratio: float = 1.0
    semitones: float = 0.0
    styles: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    imitates: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    engine: str = ""
    model: str = ""
    distribution: str = Distribution.IN_APP.value
    live_derivatives: int = 0
    listener_this_month: int = 0
    default: str = Default.OPT_IN.value
    places: Places = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Raises Invalid("territory_unknown")."""
        try:
            object.__setattr__(self, "places", Places.parse(self.territory))
        except TerritoryError as error:
            raise Invalid("territory_unknown", str(error), {"territory": self.territory[:40]}) from error
        named = frozenset({Use.VOICE} if self.voices else ()) | (
            {Use.STYLE} if self.imitates else frozenset()
        )
        if named - self.uses:
            object.__setattr__(self, "uses", self.uses | named)

    def with_changes(self) -> "Request":
        """The same, with the uses its figures amount to: another tempo is the use `tempo`, and so are key and style."""
        touched = {
            Use.TEMPO: self.tempo_ratio != 1,
            Use.KEY: self.semitones != 0,
            Use.STYLE: bool(self.styles),
        }
        return replace(self, uses=self.uses | {use for use, is_so in touched.items() if is_so})

    def to_json(self) -> dict[str, Any]:
        """Plain, canonical values; `from_json` gives the same request back."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.init}
        sets = {key: sorted(value) for key, value in plain.items() if isinstance(value, frozenset)}
        exact = {"tempo_ratio": number(self.tempo_ratio), "semitones": number(self.semitones)}
        return plain | sets | exact | {"on": self.on.isoformat()}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "Request":
        """Raises ValueError in words for a fact this law does not know or cannot read, Invalid for a territory.

        The recordings it is about are stored beside it and are no fact of its own."""
        if unknown := set(facts) - set(_READERS) - {"recordings"}:
            raise ValueError(f"a request has no fact named {', '.join(sorted(unknown))}")
        if missing := {"uses", "territory", "on"} - set(facts):
            raise ValueError(f"a request needs {', '.join(sorted(missing))}")
        return cls(**{key: read(facts[key]) for key, read in _READERS.items() if key in facts})


def _uses(value: Any) -> frozenset[Use]:
    found = frozenset(Use(each) for each in names(value))
    if not found:
        raise ValueError("a request names at least one use")
    return found


def _territory(value: Any) -> str:
    return name(value) if isinstance(value, str) else " ".join(name(token) for token in value)


def _text(value: Any) -> str:
    return "" if value == "" else name(value)


def _count(value: Any) -> int:
    if number(value) != int(value) or value < 0:
        raise ValueError("a number of derivatives is whole")
    return int(value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "uses": _uses, "territory": _territory, "on": day, "tempo_ratio": number, "semitones": number, "styles": names,
    "topics": names, "imitates": names, "voices": names, "engine": _text, "model": _text,
    "distribution": lambda value: Distribution(value).value, "live_derivatives": _count,
    "listener_this_month": _count, "default": lambda value: Default(value).value,
}  # fmt: skip

"""May it exist? The law of consent: grantors' clauses in, a verdict with its reasons out.

Missing consent is no consent; deny beats ask beats allow; within one grantor the most specific scope decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

LAW_VERSION = "2026.1"


class Use(StrEnum):
    REMIX = "remix"
    COVER = "cover"
    STEMS = "stems"
    VOICE = "voice"
    TEMPO = "tempo"
    KEY = "key"
    STYLE = "style"
    LYRICS = "lyrics"
    MASHUP = "mashup"
    COMMERCIAL = "commercial"
    TRAINING = "training"


class Answer(StrEnum):
    ALLOW = "allow"
    ASK = "ask"
    DENY = "deny"


class Outcome(StrEnum):
    ALLOW = "allow"
    ASK = "ask"
    DENY = "deny"


class ScopeKind(StrEnum):
    """From the widest to the most specific."""

    PARTY = "party"
    ARTIST = "artist"
    WORK = "work"
    RECORDING = "recording"


SPECIFICITY = {kind: rank for rank, kind in enumerate(ScopeKind)}
RANK = {Outcome.ALLOW: 0, Outcome.ASK: 1, Outcome.DENY: 2}


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an answer depends on. None means "no condition". Ratios and semitones are inclusive ranges."""

    territories: frozenset[str] | None = None
    styles: frozenset[str] | None = None
    styles_forbidden: frozenset[str] = frozenset()
    tempo_ratio: tuple[float, float] | None = None
    semitones: tuple[float, float] | None = None

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "Conditions":
        """Read the stored form. Raises ValueError for a condition this law does not know: never a silent pass."""
        unknown = set(facts) - {"territories", "styles", "styles_forbidden", "tempo_ratio", "semitones"}
        if unknown:
            raise ValueError(f"The law {LAW_VERSION} knows no condition named {', '.join(sorted(unknown))}.")
        return cls(
            territories=_names(facts.get("territories")),
            styles=_names(facts.get("styles")),
            styles_forbidden=_names(facts.get("styles_forbidden")) or frozenset(),
            tempo_ratio=_range(facts.get("tempo_ratio")),
            semitones=_range(facts.get("semitones")),
        )


def _names(value: Any) -> frozenset[str] | None:
    return None if value is None else frozenset(str(item) for item in value)


def _range(value: Any) -> tuple[float, float] | None:
    if value is None:
        return None
    low, high = value
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Clause:
    """One grantor's answer for one use, and the version of the terms it stands in."""

    grantor: str
    grantor_name: str
    terms: str
    version: int
    scope: ScopeKind
    use: Use
    answer: Answer
    conditions: Conditions = field(default_factory=Conditions)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, in facts: uses and figures of the typed recipe, never the prompt's text."""

    uses: frozenset[Use]
    territory: str
    on: date
    tempo_ratio: float = 1.0
    semitones: float = 0.0
    styles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Grantor:
    """Somebody who must agree, in which capacity, and to which uses. An empty `uses` means all that are asked."""

    id: str
    name: str
    capacity: str
    uses: frozenset[Use] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code, the sentence, and the clause (terms and version) that applied, if one did."""

    code: str
    outcome: Outcome
    grantor: str
    use: str
    message: str
    terms: str = ""
    version: int = 0

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__} | {"outcome": self.outcome.value}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer and every reason behind it, in a stable order."""

    outcome: Outcome
    reasons: tuple[Reason, ...]

    @property
    def to_ask(self) -> tuple[str, ...]:
        """The grantors who still have to be asked; nobody when it is a no anyway."""
        if self.outcome is not Outcome.ASK:
            return ()
        return tuple(sorted({reason.grantor for reason in self.reasons if reason.outcome is Outcome.ASK}))


def decide(request: Request, grantors: Iterable[Grantor], clauses: Iterable[Clause]) -> Verdict:
    """The verdict on one request. `clauses` are those of terms in force on its day, in scope of its sources."""
    known = tuple(clauses)
    reasons = [
        _ask_one(request, grantor, use, known)
        for grantor in set(grantors)
        for use in request.uses
        if not grantor.uses or use in grantor.uses
    ]
    if not reasons:
        nobody = Reason("no_grantor", Outcome.DENY, "", "", "Nobody is recorded as able to allow this use.")
        return Verdict(Outcome.DENY, (nobody,))
    ordered = sorted(set(reasons), key=lambda r: (-RANK[r.outcome], r.grantor, r.use, r.terms, r.code))
    return Verdict(ordered[0].outcome, tuple(ordered))


def _ask_one(request: Request, grantor: Grantor, use: Use, clauses: tuple[Clause, ...]) -> Reason:
    """The hardest of the grantor's most specific clauses for a use, or the lack of one."""
    own = [clause for clause in clauses if clause.grantor == grantor.id and clause.use == use]
    if not own:
        message = f"{grantor.name} ({grantor.capacity}) has given no consent to {use.value}; missing consent is no consent."
        return Reason("missing_consent", Outcome.DENY, grantor.id, use.value, message)
    deepest = max(SPECIFICITY[clause.scope] for clause in own)
    answers = [_apply(request, clause) for clause in own if SPECIFICITY[clause.scope] == deepest]
    return max(answers, key=lambda reason: (RANK[reason.outcome], reason.terms))


def _apply(request: Request, clause: Clause) -> Reason:
    """One clause against one request: its answer, unless a condition is not met."""
    unmet = None if clause.answer is Answer.DENY else _unmet(request, clause)
    if unmet:
        code, message, outcome = unmet[0], unmet[1], Outcome.DENY
    else:
        code, outcome = f"clause_{clause.answer.value}", Outcome(clause.answer.value)
        message = f"{clause.grantor_name} {_VERB[clause.answer]} {_WORDS[clause.use]}."
    return Reason(code, outcome, clause.grantor, clause.use.value, message, clause.terms, clause.version)


_VERB = {Answer.ALLOW: "allows", Answer.ASK: "wants to be asked about", Answer.DENY: "does not allow"}
_WORDS = {
    Use.REMIX: "remixes", Use.COVER: "covers", Use.STEMS: "the use of single stems", Use.VOICE: "the use of their voice",
    Use.TEMPO: "changes of tempo", Use.KEY: "changes of key", Use.STYLE: "changes of style", Use.LYRICS: "changes of lyrics",
    Use.MASHUP: "mashups", Use.COMMERCIAL: "commercial use", Use.TRAINING: "training",
}  # fmt: skip


def _unmet(request: Request, clause: Clause) -> tuple[str, str] | None:
    """The first condition of the clause that the request does not meet: its code and a sentence."""
    name, rules = clause.grantor_name, clause.conditions
    if rules.territories is not None and not {"WW", request.territory} & rules.territories:
        places = ", ".join(sorted(rules.territories))
        return "territory", f"{name} allows this only in {places}; you asked for {request.territory}."
    if rules.styles is not None and request.styles - rules.styles:
        return (
            "style",
            f"{name} allows only the styles {', '.join(sorted(rules.styles))}; you asked for {', '.join(sorted(request.styles))}.",
        )
    if forbidden := request.styles & rules.styles_forbidden:
        return "style", f"{name} does not allow the style {', '.join(sorted(forbidden))}."
    if rules.tempo_ratio and not rules.tempo_ratio[0] <= request.tempo_ratio <= rules.tempo_ratio[1]:
        return (
            "tempo_ratio",
            f"{name} allows tempo × {rules.tempo_ratio[0]:g} to {rules.tempo_ratio[1]:g}; you asked for × {request.tempo_ratio:g}.",
        )
    if rules.semitones and not rules.semitones[0] <= request.semitones <= rules.semitones[1]:
        return (
            "semitones",
            f"{name} allows {rules.semitones[0]:+g} to {rules.semitones[1]:+g} semitones; you asked for {request.semitones:+g}.",
        )
    return None

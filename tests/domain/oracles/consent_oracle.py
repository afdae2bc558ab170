"""Brute force from the issue's prose, written without looking at the law. Slow and plain on purpose.

"Who must agree: every master owner, every publishing owner of every linked work, the featured artist; for voice, the
voice's owner. Missing = deny. Deny > ask > allow; specific beats general inside one grantor." Terms say allow, ask or
deny for a use, within a scope (party default, label roster, artist, work, recording), in territories, for a period."""

from dataclasses import dataclass
from datetime import date
from itertools import product

FROM_SPECIFIC_TO_GENERAL = ("recording", "work", "artist", "roster", "party", "roster of a label that speaks")


@dataclass(frozen=True)
class Statement:
    """`who` says `answer` about `use` for `target` (nothing for a party's default, else its name)."""

    who: str
    scope: str
    target: str
    use: str
    answer: str
    countries: frozenset[str]
    first: date
    after: date


@dataclass(frozen=True)
class World:
    """One recording: `mains` and `guests` are artists (named as their parties), `works` → their publishers."""

    recording: str
    mains: tuple[str, ...]
    guests: tuple[str, ...]
    works: dict[str, tuple[str, ...]]
    masters: tuple[str, ...]
    rosters: dict[str, tuple[str, ...]]
    speaking: tuple[tuple[str, str], ...] = ()


def outcome(
    world: World,
    statements: list[Statement],
    uses: list[str],
    country: str,
    day: date,
    voices: tuple[str, ...] = (),
) -> str:
    """Ask everybody about everything; the hardest answer is the answer."""
    heard: list[str] = []
    for use in uses:
        if use == "voice" and not voices:
            heard.append("deny")
        for who in sorted(everybody(world) | set(voices)):
            heard += answers(world, statements, who, use, country, day, must=use != "voice" or who in voices)
    return next((answer for answer in ("deny", "ask", "allow") if answer in heard), "deny")


def everybody(world: World) -> set[str]:
    publishers = {publisher for owners in world.works.values() for publisher in owners}
    return {*world.masters, *world.mains, *world.guests, *publishers}


def answers(
    world: World, statements: list[Statement], who: str, use: str, country: str, day: date, must: bool
) -> list[str]:
    """What one of them says about each work sung by each artist, as far as it is theirs to say."""
    said = []
    for work, artist in product(world.works, (*world.mains, *world.guests)):
        if theirs(world, who, work, artist) or (use == "voice" and who == artist):
            found = one_answer(world, statements, who, use, work, artist, country, day)
            if found or must:
                said.append(found or "deny")
    return said


def theirs(world: World, who: str, work: str, artist: str) -> bool:
    return who in world.masters or who in world.works[work] or who == artist


def one_answer(
    world: World,
    statements: list[Statement],
    who: str,
    use: str,
    work: str,
    artist: str,
    country: str,
    day: date,
) -> str | None:
    """The most specific scope in which they said anything; of several things said there, the hardest."""
    about = [artist] if artist in world.mains else [artist, *world.mains]
    labels = {label for each in about for label in world.rosters.get(each, ())}
    reached = {
        "recording": {world.recording}, "work": {work}, "artist": set(about), "roster": labels, "party": {""},
    }  # fmt: skip
    for scope in FROM_SPECIFIC_TO_GENERAL[:5]:
        found = [s for s in statements if s.who == who and s.use == use and s.scope == scope]
        if hit := [s for s in found if s.target in reached[scope]]:
            return hardest(hit, country, day)
    speaking = {label for artist, label in world.speaking if artist == who and label in labels}
    spoken = [s for s in statements if s.who in speaking and s.scope == "roster" and s.use == use]
    return hardest(spoken, country, day) if spoken else None


def hardest(said: list[Statement], country: str, day: date) -> str:
    heard = {as_it_applies(statement, country, day) for statement in said}
    return next(answer for answer in ("deny", "ask", "allow") if answer in heard)


def as_it_applies(statement: Statement, country: str, day: date) -> str:
    """A yes (or "ask me") with conditions holds where and when they are met, and nowhere else."""
    if country in statement.countries and statement.first <= day < statement.after:
        return statement.answer
    return "deny"

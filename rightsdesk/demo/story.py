"""Plays the story step by step and collects what happened: one row for each step, with its figures."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rightsdesk.accounts.models import User
from rightsdesk.artists.models import Recording
from rightsdesk.demo.doors import Platform, StoryError, Visitor
from rightsdesk.demo.load import catalogue
from rightsdesk.demo.logins import Logins
from rightsdesk.journal.fields import new_public_id


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: what was tried, how it came out, and the figures behind that."""

    n: int
    title: str
    outcome: str
    figures: dict[str, Any] = field(default_factory=dict)
    ok: bool = True

    def to_json(self) -> dict[str, Any]:
        return {"n": self.n, "title": self.title, "outcome": self.outcome, "ok": self.ok, **self.figures}

    def stored(self) -> dict[str, Any]:
        """Everything needed to tell it again."""
        return {
            "n": self.n,
            "title": self.title,
            "outcome": self.outcome,
            "figures": self.figures,
            "ok": self.ok,
        }


class Scene:
    """What the steps share: the doors, the catalogue's cast, a scratch folder, and the derivatives made so far."""

    def __init__(self, base_url: str, logins: Logins, scratch: Path, source: Path | None = None) -> None:
        self.base_url = base_url
        self.logins = logins
        self.scratch = scratch
        self.source = source
        self.run = new_public_id("run")
        self.facts = catalogue()
        self.platform = Platform(base_url, logins.client_id, logins.client_secret)
        self.made: dict[str, str] = {}

    def visitor(self, name: str) -> Visitor:
        """Somebody of the cast, signed in."""
        return Visitor(self.base_url, self.person(name).email, self.logins.password)

    def person(self, name: str) -> User:
        return User.objects.get(email=f"{name}@rightsdesk.example")

    def recording(self, key: str) -> Recording:
        """A recording by its key in the fixtures."""
        isrc = next(each["isrc"] for each in self.facts["recordings"] if each["key"] == key)
        return Recording.objects.select_related("artist").get(isrc=isrc)

    def ask(self, name: str, isrc: str, **changes: Any) -> dict[str, Any]:
        """Request a derivative for the demo's listener; `name` makes its idempotency key."""
        body = {
            "isrc": isrc,
            "territory": "DE",
            "listener": {"id": f"listener-{self.run[-6:]}", "plan": "studio"},
            "rendered_by": "desk",
            "prompt": "lo-fi, 10% slower, with reverb",
        } | changes
        return self.platform.ask(f"{self.run}:{name}", **body)


Play = Callable[[Scene], Step]


def expect(condition: bool, words: str) -> None:
    """The story's own check: raises StoryError with `words` when it does not hold."""
    if not condition:
        raise StoryError(words)


def play(scene: Scene, plays: list[Play], tell: Callable[[int, str], None]) -> list[Step]:
    """Play every step; one that fails is a row that says so, and ends the story."""
    steps: list[Step] = []
    for number, each in enumerate(plays, 1):
        tell(number, (each.__doc__ or "").split("\n")[0].rstrip("."))
        try:
            steps.append(each(scene))
        except StoryError as error:
            steps.append(Step(number, (each.__doc__ or "").split("\n")[0], f"failed: {error}", ok=False))
            break
    return steps

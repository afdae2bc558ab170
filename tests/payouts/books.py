"""A month in the books: a platform, songs, derivatives that were listened to, and the people of finance."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from rightsdesk.accounts.models import ApiClient, OrganisationKind, Programme, Role, User
from rightsdesk.derivatives.models import Derivative, Source
from rightsdesk.domain.lifecycle import State
from rightsdesk.payouts import actions
from rightsdesk.payouts.models import Run
from tests import builders
from tests.builders import Song

PERIOD = "2026-10"
EURO = 1_000_000
HEADER = "line_id,date,derivative_id,territory,product,listener,plays"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Desk:
    """Lin prepares, Fin approves; one platform with one programme."""

    programme: Programme
    client: ApiClient
    lin: User
    fin: User


def desk() -> Desk:
    programme, client = builders.platform()
    operator = builders.organisation("rightsdesk", OrganisationKind.OPERATOR)
    lin = builders.person("Lin", Role.RIGHTS_ADMINISTRATOR, operator)
    return Desk(programme, client, lin, builders.person("Fin", Role.FINANCE, operator))


def derivative(desk: Desk, *songs: Song, title: str = "Remix", published: bool = True) -> Derivative:
    """A derivative of these songs in equal parts, live since September."""
    made = Derivative.objects.create(
        programme=desk.programme, client=desk.client, title=title, listener="listener-1", plan="plus",
        territory="DE", recipe={}, recipe_hash="", idempotency_key=f"books-{next(_numbers)}", request_hash="",
        state=(State.PUBLISHED if published else State.HELD).value,
        published_at=datetime(2026, 9, 1, tzinfo=UTC) if published else None,
    )  # fmt: skip
    for song in songs:
        Source.objects.create(derivative=made, recording=song.recording, weight_ppm=1_000_000 // len(songs))
    return made


def line(derivative: Derivative | str, plays: int | str = 1, day: str = "2026-10-05", **changes: str) -> str:
    """One line of a usage report."""
    number = next(_numbers)
    key = derivative if isinstance(derivative, str) else derivative.public_id
    facts = {"line_id": f"l{number}", "territory": "DE", "product": "premium", "listener": "u1"} | changes
    return (
        f"{facts['line_id']},{day},{key},{facts['territory']},{facts['product']},{facts['listener']},{plays}"
    )


def report(folder: Path, *lines: str, name: str = "october.csv") -> Path:
    """A usage report of these lines."""
    path = folder / name
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def reported(desk: Desk, folder: Path, *lines: str, amount: int = 100 * EURO) -> None:
    """October's report is in, and its pool is open."""
    actions.import_usage(
        actor=desk.lin.actor, source=report(folder, *lines), period=PERIOD, programme=desk.programme
    )
    actions.open_pool(actor=desk.lin.actor, programme=desk.programme, period=PERIOD, amount=amount)


def posted(desk: Desk, now: datetime | None = None) -> Run:
    """A run of October that Lin prepared, Fin approved and Lin posted."""
    run = actions.allocate(actor=desk.lin.actor, period=PERIOD, now=now)
    actions.approve_run(actor=desk.fin.actor, run=run)
    return actions.post_run(actor=desk.lin.actor, run=run)

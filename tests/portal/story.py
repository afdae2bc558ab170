"""Ada's desk: her song, a request that waits for her, a published remix with October's money and a statement."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime

from rightsdesk.accounts.models import ApiClient, OrganisationKind, Programme, Role, User
from rightsdesk.artists.models import Party
from rightsdesk.consent.models import Approval
from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.models import Derivative, HoldKind, HoldOn
from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.money import Money
from rightsdesk.payouts import actions as payouts
from rightsdesk.payouts.models import Run, Statement
from tests import builders

SEPTEMBER = datetime(2026, 9, 20, 12, tzinfo=UTC)
LIFE = (State.GENERATING, State.SCREENING, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Desk:
    """The cast around one song."""

    ada: User
    manager: User
    sam: User
    guest: User
    fin: User
    party: Party
    song: builders.Song
    programme: Programme
    client: ApiClient


def desk(answers: dict[str, str] | None = None) -> Desk:
    """Ada and her manager act for one party; Sam acts for another; the guest acts for nobody."""
    team = builders.organisation("Ada Ferro Team", OrganisationKind.ARTIST_TEAM)
    others = builders.organisation("Sam Oduya Team", OrganisationKind.ARTIST_TEAM)
    operator = builders.organisation("Rightsdesk Operations", OrganisationKind.OPERATOR)
    party = builders.party("Ada Ferro", where=team)
    builders.party("Sam Oduya", where=others)
    programme, client = builders.platform()
    return Desk(
        ada=builders.person("Ada", Role.ARTIST, team),
        manager=builders.person("Noa", Role.DELEGATE, team, rights=("read_money", "answer_requests")),
        sam=builders.person("Sam", Role.ARTIST, others),
        guest=builders.person(
            "Gus", Role.SUPPORT, builders.organisation("Elsewhere", OrganisationKind.SOCIETY)
        ),
        fin=builders.person("Fin", Role.FINANCE, operator, is_staff=True),
        party=party,
        song=builders.consented_song("Glass Orchard", answers or {"remix": "ask"}, performer=party),
        programme=programme,
        client=client,
    )


def asked(desk: Desk, title: str = "Glass Orchard (slow)", now: datetime | None = None) -> Approval:
    """A request of the platform that waits for Ada."""
    ask = builders.ask(desk.song, title=title, plan="studio")
    made, _ = derivatives.request(
        actor=desk.client.actor, client=desk.client, programme=desk.programme, ask=ask, now=now
    )
    return Approval.objects.get(verdict=made.verdict)


def published(desk: Desk, title: str = "Glass Orchard (slow)") -> Derivative:
    """A remix that Ada approved in September and that is out since."""
    approval = asked(desk, title, SEPTEMBER)
    made = derivatives.answer_request(
        actor=desk.ada.actor, user=desk.ada, approval_id=approval.public_id, approve=True, now=SEPTEMBER
    )
    for state in LIFE:
        made = derivatives.move(
            actor=builders.ACTOR, derivative_id=made.pk, to=state, reason="Test.", now=SEPTEMBER
        )
    return made


def settled(desk: Desk, plays: dict[Derivative, int], amount: int = 100_000_000) -> Run:
    """October's listens reported, its money divided, approved by Fin and posted."""
    lines = ["line_id,date,derivative_id,territory,product,listener,plays"]
    lines += [
        f"l{n},2026-10-05,{made.public_id},DE,premium,listener-{n},{count}"
        for n, (made, count) in enumerate(plays.items())
    ]
    report = io.BytesIO("\n".join(lines).encode())
    payouts.import_usage(actor=builders.ACTOR, source=report, period="2026-10", programme=desk.programme)
    payouts.open_pool(actor=builders.ACTOR, programme=desk.programme, period="2026-10", amount=amount)
    run = payouts.allocate(actor=builders.ACTOR, period="2026-10")
    run = payouts.approve_run(actor=desk.fin.actor, run=run)
    return payouts.post_run(actor=desk.fin.actor, run=run)


def statement(desk: Desk, run: Run) -> Statement:
    """Ada's statement of the month, approved by Fin."""
    (made,) = payouts.render_statement(actor=builders.ACTOR, run=run, party=desk.party)
    return payouts.approve_statement(actor=desk.fin.actor, statement=made)


def money_held(made: Derivative, reason: str) -> None:
    derivatives.hold(
        actor=builders.ACTOR,
        derivative_id=made.pk,
        on=HoldOn.MONEY,
        kind=HoldKind.CASE,
        reason=reason,
        subject="case_test",
    )


def shown(units: int) -> str:
    """Micro-units as the pages show them."""
    return Money(units, "EUR").shown()

"""A house with a row in every room, so that every page of the console has something to show."""

import io
from dataclasses import dataclass

from rightsdesk.accounts.models import OrganisationKind, Role, User
from rightsdesk.administration.kinds.shares import propose_closing
from rightsdesk.artists.models import Party, PartyKind, RecordingStem
from rightsdesk.journal.actions import seal_entries
from rightsdesk.media.models import Kind
from rightsdesk.moderation import actions as moderation
from rightsdesk.payouts import actions as payouts
from rightsdesk.payouts.models import Run, Statement
from rightsdesk.screening.models import Backend, Enrolment, VoiceProfile
from tests import builders
from tests.admin.paperwork import paperwork
from tests.moderation import cast
from tests.portal import story

ROLES = {
    "rui": Role.RIGHTS_ADMINISTRATOR,
    "sup": Role.SUPERVISOR,
    "aud": Role.AUDITOR,
}


@dataclass(frozen=True, slots=True)
class House:
    """Ada's desk, everybody who may open the console, and what they work on there."""

    desk: story.Desk
    rui: User
    sup: User
    aud: User
    max: User
    lin: User
    label: Party
    run: Run
    statement: Statement

    @property
    def fin(self) -> User:
        return self.desk.fin

    @property
    def ada(self) -> User:
        return self.desk.ada


def house() -> House:
    """Rui, Sup, Aud and Fin work at the operator, Max too but without a role here; Lin at Ada's label."""
    operator = builders.organisation("Rightsdesk Operations", OrganisationKind.OPERATOR)
    northlight = builders.organisation("Northlight Records", OrganisationKind.LABEL)
    desk = story.desk()
    label = desk.song.label
    label.organisation = northlight
    label.save()
    people = {
        name: builders.person(name.title(), role, operator, is_staff=True) for name, role in ROLES.items()
    }
    run = story.settled(desk, {story.published(desk): 40})
    statement = story.statement(desk, run)
    made = House(
        desk=desk,
        **people,
        max=builders.person("Max", Role.MODERATOR, operator, is_staff=True),
        lin=builders.person("Lin", Role.RIGHTS_ADMINISTRATOR, northlight, is_staff=True),
        label=label,
        run=run,
        statement=statement,
    )
    story.asked(desk)
    report_with_faults(made, "2026-08")
    a_case(made, "Tonewave")
    a_voice(made, "1")
    paperwork(1, made.label, made.rui, made.lin)
    a_change(made, "Ada's team asked for it.")
    seal_entries()
    return made


def more(house: House) -> None:
    """A second row, at least, wherever the first house had one."""
    for name in ("Second", "Third"):
        other = builders.consented_song(name)
        RecordingStem.objects.create(
            recording=other.recording, name="drums", asset=builders.sound_asset(Kind.STEM)
        )
        story.asked(house.desk, name)
        a_case(house, name)
        a_voice(house, name)
    builders.person("Mel", Role.DELEGATE, builders.organisation("Confluence", OrganisationKind.SOCIETY))
    payouts.render_statement(actor=builders.ACTOR, run=house.run, party=house.label)
    report_with_faults(house, "2026-07")
    for number in (2, 3):
        paperwork(number, house.label, house.rui, house.lin)
    for share in house.label.shares.all():
        propose_closing(actor=house.rui.actor, share=share, reason="The label was sold.")
    payouts.open_pool(
        actor=builders.ACTOR, programme=house.desk.programme, period="2026-07", amount=5_000_000
    )
    payouts.allocate(actor=builders.ACTOR, period="2026-07")
    seal_entries()


def report_with_faults(house: House, period: str) -> None:
    """A report with a line that cannot count and one of something the desk does not know."""
    lines = [
        "line_id,date,derivative_id,territory,product,listener,plays",
        f"a,{period}-02,drv_unknown,DE,premium,someone,3",
        f"b,{period}-02,drv_unknown,DE,premium,someone,many",
    ]
    source = io.BytesIO("\n".join(lines).encode())
    payouts.import_usage(actor=builders.ACTOR, source=source, period=period, programme=house.desk.programme)


def a_case(house: House, platform: str) -> None:
    """A finding, a case, Max's decision and the platform's appeal."""
    moderation.publish_policies(actor=builders.ACTOR)
    found = cast.held("undeclared_audio", name=platform)
    case = moderation.open_case(actor=builders.ACTOR, run_id=found.run.pk)
    decision = cast.decided(case, house.max)
    moderation.appeal(
        actor=builders.ACTOR, side="platform", decision_id=decision.public_id, grounds=cast.GROUNDS
    )


def a_change(house: House, why: str) -> None:
    """Rui proposes to close Ada's share."""
    share = house.desk.party.shares.get()
    propose_closing(actor=house.rui.actor, share=share, reason=why)


def a_voice(house: House, version: str) -> None:
    """An enrolled voice and the backend that compares it."""
    artist = builders.song(
        f"Voice {version}", label=builders.party(f"Label {version}", PartyKind.LABEL)
    ).artist
    profile = VoiceProfile.objects.create(artist=artist)
    sample = builders.sound_asset(Kind.ENROLMENT)
    Enrolment.objects.create(
        profile=profile,
        asset=sample,
        style="sung",
        voiced_s=30.0,
        embedding=b"\0" * 1024,
        encoder="resemblyzer",
    )
    Backend.objects.create(
        version=f"voices/{version}", encoder="resemblyzer", profile_mean=b"", segment_mean=b"", threshold=0.7,
        false_positive_rate=0.01, trials=1000,
    )  # fmt: skip

"""A derivative that screening held, with the people who may and may not decide about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rightsdesk.accounts.models import ApiClient, OrganisationKind, Role, User
from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.models import Derivative, Rendering
from rightsdesk.domain.lifecycle import State
from rightsdesk.media.models import Asset, Kind
from rightsdesk.moderation import actions
from rightsdesk.moderation.models import Case, Decision, Lease
from rightsdesk.screening.models import Finding, FindingKind, Reference, ScreeningRun
from tests.builders import ACTOR, Song, ask, consented_song, organisation, person, platform, song, sound_asset

REASON = "Sixteen seconds of Copper Bells can be heard; nobody declared them."
GROUNDS = "The passage is a drum loop from a public sample pack."


@dataclass(frozen=True, slots=True)
class Desk:
    """Max and Mia moderate, Sul supervises, Sam is an artist and a stranger to the workbench."""

    max: User
    mia: User
    sul: User
    sam: User


@dataclass(frozen=True, slots=True)
class Held:
    """A held derivative, the run that held it, and what its sound is like."""

    derivative: Derivative
    run: ScreeningRun
    client: ApiClient
    source: Song
    other: Song


def desk() -> Desk:
    operator = organisation("The Desk", OrganisationKind.OPERATOR)
    team = organisation("Sam's team", OrganisationKind.ARTIST_TEAM)
    actions.publish_policies(actor=ACTOR)
    return Desk(
        max=person("Max", Role.MODERATOR, operator),
        mia=person("Mia", Role.MODERATOR, operator),
        sul=person("Sul", Role.SUPERVISOR, operator),
        sam=person("Sam", Role.ARTIST, team),
    )


def rendered(source: Song, client: ApiClient, sound: Asset, **asked: object) -> Derivative:
    """A derivative whose sound has come back and waits for screening."""
    programme = client.organisation.programmes.get()
    made, _ = derivatives.request(
        actor=ACTOR, client=client, programme=programme, ask=ask(source, renderer="platform", **asked)
    )
    Rendering.objects.create(
        derivative=made,
        engine="tonewave-mixer",
        engine_version="4.2",
        metrics={"tempo_bpm": 90.1, "lufs": -14.1, "true_peak_dbtp": -1.4, "semitones": 0.0},
        disclosure={"vocals": "human", "drums": "machine"},
        master=sound,
        delivery=sound,
    )
    return derivatives.move(actor=ACTOR, derivative_id=made.pk, to=State.SCREENING, reason="Delivered.")


Span = tuple[float, float]


def voice_finding(run: ScreeningRun, like: Song, where: Span = (1.0, 2.0)) -> Finding:
    """A voice like another artist's, with a line of similarity over the whole sound."""
    seconds = int(run.derivative.rendering.delivery.seconds or 0)
    inside = [where[0] <= second < where[1] for second in range(seconds)]
    scores = [
        0.83 + 0.02 * (n * 7 % 5) if near else 0.42 + 0.03 * (n * 5 % 7) for n, near in enumerate(inside)
    ]
    segments = [{"start_s": n, "end_s": n + 1, "score": round(score, 3)} for n, score in enumerate(scores)]
    nearest = [
        {"artist": like.artist.name, "score": 0.91},
        {"artist": "Noor Vale", "score": 0.583},
        {"artist": "Castor Lind", "score": 0.472},
    ]
    return Finding.objects.create(
        run=run, kind="unlicensed_voice", severity="high", score=0.91, threshold=0.72, query_start_s=where[0],
        query_end_s=where[1], artist=like.artist, rule_version="voices/1",
        evidence={"segments": segments, "nearest": nearest},
    )  # fmt: skip


def audio_finding(run: ScreeningRun, like: Song, where: Span = (0.5, 2.5)) -> Finding:
    """A stretch of another recording, from its first fifth of a second on."""
    assert like.recording.master
    reference, _ = Reference.objects.get_or_create(
        recording=like.recording, asset=like.recording.master, library="1.5.1",
        defaults={"items": b"", "algorithm": 2, "pcm_hash": "0" * 64},
    )  # fmt: skip
    return Finding.objects.create(
        run=run, kind="undeclared_audio", severity="high", score=0.88, threshold=0.72, query_start_s=where[0],
        query_end_s=where[1], reference_start_s=0.2, reference_end_s=0.2 + where[1] - where[0], reference=reference,
        rule_version="matching/1", evidence={"bit_error_rate": 0.12},
    )  # fmt: skip


def screened(derivative: Derivative, kinds: Sequence[str], like: Song, *where: Span) -> ScreeningRun:
    """A run that found these kinds and held the derivative."""
    run = ScreeningRun.objects.create(
        derivative=derivative, audio_sha256=derivative.rendering.delivery.sha256, rule_version="2026.1",
        versions={"matching": "1", "quality": "1", "backend": "1"}, conclusion="findings" if kinds else "clear",
    )  # fmt: skip
    make = {FindingKind.UNDECLARED_AUDIO: audio_finding, FindingKind.UNLICENSED_VOICE: voice_finding}
    for kind in kinds:
        make[FindingKind(kind)](run, like, *where)
    derivatives.conclude_screening(
        actor=ACTOR, derivative_id=derivative.pk, run_id=run.public_id, clear=not kinds, reasons=["Held."]
    )
    derivative.refresh_from_db()
    return run


def held(*kinds: str, name: str = "Tonewave") -> Held:
    """A derivative of Glass Orchard in which screening found something of Copper Bells."""
    source, other = consented_song(f"Glass Orchard {name}"), song(f"Copper Bells {name}")
    _, client = platform(name)
    made = rendered(source, client, sound_asset(Kind.DELIVERY), title="Glass Orchard (slowed)")
    return Held(made, screened(made, kinds or ("undeclared_audio",), other), client, source, other)


def opened(*kinds: str) -> tuple[Held, Case]:
    found = held(*kinds)
    return found, actions.open_case(actor=ACTOR, run_id=found.run.pk)


def taken(case: Case, by: User) -> Lease:
    return actions.take(actor=by.actor, user=by, case_id=case.public_id)


def decided(case: Case, by: User, action: str = "block", *, carried_out: bool = True) -> Decision:
    """A decision taken under a lease, with its effects carried out as the worker would."""
    lease = taken(case, by)
    decision = actions.decide(
        actor=by.actor, user=by, case_id=case.public_id, token=lease.token, action=action,
        policy=case.policy_family, reason=REASON,
    )  # fmt: skip
    if carried_out:
        actions.apply_effects(actor=ACTOR, decision_id=decision.pk)
    return decision

"""One row in every room that keeps papers: releases, relations, conflicts, files in and out, invitations, withdrawals."""

from datetime import date

from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.artists import actions as artists
from rightsdesk.artists.models import Conflict, Party, RelationKind, Release
from rightsdesk.consent.models import Withdrawal
from rightsdesk.derivatives.models import (
    DeliveredFile,
    Derivative,
    EngineJob,
    EngineMessage,
    Rendering,
    Upload,
    WithdrawalEffect,
)
from rightsdesk.domain.shares import Right
from rightsdesk.exchange.models import (
    Acknowledgement,
    Deal,
    Disclosure,
    Export,
    Import,
    ImportProblem,
    PartyKey,
)
from rightsdesk.media.actions import store
from rightsdesk.media.models import Kind
from rightsdesk.programmes.models import IdentityCheck, Invitation, ProgrammeMember
from tests import builders

TODAY = date(2026, 11, 1)


def paperwork(number: int, label: Party, checker: User, inviter: User) -> None:
    """The `number`-th of everything."""
    song = builders.consented_song(f"Paper {number}", label=None)
    release = Release.objects.create(title=f"Papers {number}", gtin=f"400000000000{number}", label=label)
    new = artists.NewRelation(song.artist.party, label, RelationKind.ON_ROSTER_OF, TODAY)
    artists.relate_parties(actor=builders.ACTOR, new=new)
    builders.share(builders.party(f"Claimant {number}"), song.recording, Right.MASTER, 300_000)
    assert Conflict.objects.filter(recording=song.recording, state="open").exists()
    _files(number, release, song)
    _people(number, song, checker, inviter)
    terms = song.label.terms.get()
    made = Withdrawal.objects.create(
        terms=terms, at=timezone.now(), effective=TODAY, effect="stop_new", reason="Sold.", by=builders.ACTOR
    )
    for gone in Derivative.objects.order_by("pk")[:1]:
        WithdrawalEffect.objects.create(withdrawal=made, derivative=gone, due=timezone.now())
    _sounds(number)


def _sounds(number: int) -> None:
    """A derivative a platform delivered, sealed, that an engine was asked to render before."""
    bare = Derivative.objects.filter(rendering=None, upload=None).order_by("pk").first()
    if bare is None:
        return
    sound, now = builders.sound_asset(), timezone.now()
    Upload.objects.create(derivative=bare, asset=sound, engine="mixer", engine_version="1")
    made = Rendering.objects.create(
        derivative=bare, engine="mixer", engine_version="1", master=sound, delivery=sound,
        watermark=f"{number:016x}", watermark_key="wm-1", credential_hash=f"{number:064x}",
    )  # fmt: skip
    DeliveredFile.objects.create(
        rendering=made, format="flac", asset=sound, credential_sha256=f"{number:064x}", lufs=-14.0,
        true_peak_dbtp=-1.2,
    )  # fmt: skip
    job = EngineJob.objects.create(
        derivative=bare, engine="https://engine.example", state="collected", due=now, settled_at=now
    )
    EngineMessage.objects.create(job=job, jti=f"message-{number}", said="done")


def _files(number: int, release: Release, song: builders.Song) -> None:
    asset = store(
        actor=builders.ACTOR, source=f"file {number}".encode(), kind=Kind.DOCUMENT, media_type="text/csv"
    )
    came = Import.objects.create(
        kind="csv", file_name=f"{number}.csv", sha256=asset.sha256, asset=asset, source="csv",
        state="previewed", by=builders.ACTOR, problem_count=1,
    )  # fmt: skip
    ImportProblem.objects.create(imported=came, line=3, code="isrc", words="An ISRC has twelve characters.")
    PartyKey.objects.create(source="csv", key=f"k{number}", party=song.label)
    Deal.objects.create(
        imported=came, release=release, places="DE", valid=(TODAY, None), commercial_models=["Subscription"]
    )
    Disclosure.objects.create(imported=came, recording=song.recording, contains_ai="None")
    Acknowledgement.objects.create(
        imported=came, line=number, record="ACK", title="Paper", outcome="conflict", work=song.work
    )
    Export.objects.create(kind="shares", by=builders.ACTOR)


def _people(number: int, song: builders.Song, checker: User, inviter: User) -> None:
    party, now = song.artist.party, timezone.now()
    programme = builders.platform(f"Platform {number}")[0]
    Invitation.objects.create(
        kind="artist", email=f"guest{number}@rightsdesk.example", inviter=inviter,
        organisation=inviter.memberships.get().organisation, token_hash=f"{number:064d}", made_at=now,
        expires=now,
    )  # fmt: skip
    IdentityCheck.objects.create(
        party=party, method="document", reference="ends in 42", checked_by=checker, at=now, outcome="passed"
    )
    ProgrammeMember.objects.create(programme=programme, party=party, joined_at=now)

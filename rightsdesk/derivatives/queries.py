"""Reads of derivatives, each scoped to who asks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from rightsdesk.accounts.models import ApiClient, User
from rightsdesk.artists.models import Party
from rightsdesk.consent.models import Approval
from rightsdesk.consent.queries import approvals_for
from rightsdesk.derivatives.models import DeliveredFile, Derivative
from rightsdesk.domain.errors import NotFound
from rightsdesk.domain.lifecycle import State

SEALED = Prefetch("files", DeliveredFile.objects.select_related("asset", "sidecar").order_by("pk"))


def with_everything(found: QuerySet[Derivative]) -> QuerySet[Derivative]:
    """The same rows with what pages show of them, in a constant number of queries."""
    return found.select_related(
        "programme__platform", "verdict", "rendering__delivery", "rendering__master"
    ).prefetch_related("sources__recording__artist", "transitions")


def for_client(client: ApiClient) -> QuerySet[Derivative]:
    """What the platform of this client asked for, the newest first."""
    found = Derivative.objects.filter(client__organisation=client.organisation)
    return with_everything(found).order_by("-pk")


def client_derivative(client: ApiClient, public_id: str) -> Derivative:
    """One of them. Raises NotFound for anything else, also when another tenant has it."""
    found = for_client(client).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("unknown_derivative", "There is no such derivative.")
    return found


def with_files(derivative: Derivative) -> Derivative:
    """The same, with the files that are delivered and their credentials, in one query more."""
    if hasattr(derivative, "rendering"):
        prefetch_related_objects([derivative.rendering], SEALED)
    return derivative


def for_parties(parties: QuerySet[Party]) -> QuerySet[Derivative]:
    """Derivatives of recordings these parties perform on, or own a share of on either side."""
    mine = (
        Q(sources__recording__artist__party__in=parties)
        | Q(sources__recording__shares__party__in=parties)
        | Q(sources__recording__works__shares__party__in=parties)
    )
    keys = Derivative.objects.filter(mine).exclude(state=State.REFUSED).values("pk")
    return with_everything(Derivative.objects.filter(pk__in=keys)).order_by("-pk")


def waiting_approvals(user: User) -> QuerySet[Approval]:
    """The requests that still wait for an answer of somebody this person acts for."""
    waiting = approvals_for(user).filter(state="waiting")
    return waiting.prefetch_related("verdict__derivatives__sources__recording__artist")


@dataclass(frozen=True, slots=True)
class Badge:
    """What anybody may know of a published derivative."""

    derivative: Derivative
    sources: list[dict[str, str]]
    consent: list[dict[str, Any]]
    disclosure: dict[str, Any]
    engine: str


def badge(public_id: str) -> Badge:
    """Raises NotFound unless the derivative is published."""
    found = with_everything(Derivative.objects.filter(public_id=public_id, state=State.PUBLISHED)).first()
    if found is None or found.verdict is None:
        raise NotFound()
    sources = [
        {
            "title": source.recording.title,
            "artist": source.recording.artist.name,
            "isrc": source.recording.isrc,
        }
        for source in found.sources.all()
        if source.recording
    ]
    made = found.rendering
    return Badge(
        found, sources, found.verdict.reasons, made.disclosure, f"{made.engine} {made.engine_version}"
    )

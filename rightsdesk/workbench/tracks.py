"""What can be listened to on a case page, and how each sound's clock follows the derivative's."""

from dataclasses import dataclass

from rightsdesk.accounts.models import User
from rightsdesk.artists.models import Recording
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Tempo, from_json
from rightsdesk.media.models import Asset
from rightsdesk.media.queries import signed_url
from rightsdesk.workbench.drawing import bars, place
from rightsdesk.workbench.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Track:
    """A player. At second t of the derivative this sound is at `offset` + t * `ratio`."""

    role: str
    title: str
    url: str
    media_type: str
    seconds: float
    wave: str
    offset: float = 0.0
    ratio: float = 1.0
    match_left: str = ""
    match_width: str = ""


def tracks(user: User, derivative: Derivative, found: list[Evidence]) -> list[Track]:
    """The derivative, the recording it was made from, and each recording that was found in it."""
    rendering = getattr(derivative, "rendering", None)
    if rendering is None:
        return []
    sources = list(derivative.sources.select_related("recording__master", "recording__artist").order_by("pk"))
    originals = [
        _original(user, derivative, source.recording, source.recording.master)
        for source in sources
        if source.recording and source.recording.master
    ]
    made = _track(user, "Derivative", derivative.title, rendering.delivery)
    return [made, *originals, *_matched(user, found, {source.recording_id for source in sources})]


def _original(user: User, derivative: Derivative, recording: Recording, master: Asset) -> Track:
    title = f"{recording.title} · {recording.artist.name}"
    return _track(user, "Original", title, master, ratio=tempo_ratio(derivative))


def _matched(user: User, found: list[Evidence], declared: set[int | None]) -> list[Track]:
    made: dict[int, Track] = {}
    for each in found:
        recording, finding = each.recording, each.finding
        if recording is None or recording.master is None or recording.pk in declared | made.keys():
            continue
        if finding.reference_start_s is None or finding.reference_end_s is None:
            continue
        made[recording.pk] = _track(
            user,
            "Found in it",
            f"{recording.title} · {recording.artist.name}",
            recording.master,
            offset=finding.reference_start_s - finding.query_start_s,
            match=(finding.reference_start_s, finding.reference_end_s),
        )
    return list(made.values())


def _track(
    user: User, role: str, title: str, asset: Asset, *, offset: float = 0.0, ratio: float = 1.0,
    match: tuple[float, float] | None = None,
) -> Track:  # fmt: skip
    seconds = asset.seconds or 0.0
    left, width = place(*match, seconds) if match else ("", "")
    url = signed_url(asset, user.actor)
    return Track(role, title, url, asset.media_type, seconds, bars(asset.peaks), offset, ratio, left, width)


def tempo_ratio(derivative: Derivative) -> float:
    """How much faster the derivative was asked to be: its recipe's tempo, 1 when it names none."""
    try:
        operations = from_json(derivative.recipe).operations
    except Invalid:
        return 1.0
    return next((each.ratio for each in operations if isinstance(each, Tempo)), 1.0)

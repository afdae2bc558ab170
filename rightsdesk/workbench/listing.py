"""The queue as one page shows it: rows, the filters chosen, and how many wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rightsdesk.accounts.models import User
from rightsdesk.moderation.models import AppealState, Case
from rightsdesk.moderation.queries import SHOWN, policies, queue
from rightsdesk.workbench.evidence import NAMES

PER_PAGE = 50
VIEWS = {"waiting": "Waiting", "mine": "Mine", "appeals": "Appeals", "decided": "Decided", "all": "All"}


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the queue. `stage` is what it waits for."""

    case: Case
    title: str
    found: str
    source: str
    stage: str
    holder: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The rows of one view, at most PER_PAGE of `total`."""

    rows: list[Row]
    total: int
    show: str
    family: str
    families: list[tuple[str, str]]
    views: list[tuple[str, str]]


def queue_page(user: User, chosen: Mapping[str, str], now: datetime) -> QueuePage:
    """The page for the filters in the URL; an unknown view falls back to what waits."""
    show = chosen.get("show", "")
    show = show if show in VIEWS else "waiting"
    titles = {policy.code: policy.title for policy in policies()}
    family = chosen.get("family", "")
    found = queue(user, show=show if show in SHOWN else "waiting", family=family if family in titles else "")
    if show == "mine":
        found = found.filter(state="open", leases__moderator=user, leases__during__contains=now)
    return QueuePage(
        rows=[_row(user, case, titles, now) for case in found[:PER_PAGE]],
        total=found.count(),
        show=show,
        family=family,
        families=list(titles.items()),
        views=list(VIEWS.items()),
    )


def _row(user: User, case: Case, titles: Mapping[str, str], now: datetime) -> Row:
    live = (
        each for each in case.leases.all() if case.state == "open" and each.during.lower <= now < each.until
    )
    lease = next(live, None)
    kinds = {reason.finding.kind for reason in case.reasons.all() if reason.finding}
    sources = [source.recording for source in case.derivative.sources.all() if source.recording]
    return Row(
        case=case,
        title=titles.get(case.policy_family, case.policy_family),
        found=", ".join(sorted(NAMES.get(kind, kind) for kind in kinds)),
        source=", ".join(f"{recording.title} · {recording.artist.name}" for recording in sources),
        stage=_stage(case),
        holder="" if lease is None else "you" if lease.moderator_id == user.pk else str(lease.moderator),
        overdue=case.state == "open" and case.due < now,
    )


def _stage(case: Case) -> str:
    appeals = [each.appeal for each in case.decisions.all() if hasattr(each, "appeal")]
    if any(appeal.state == AppealState.OPEN for appeal in appeals):
        return "appealed"
    return case.state

"""How a conflict ends: the claimants agree, or evidence decides. Either way the claims are corrected, never edited."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rightsdesk.artists import models
from rightsdesk.artists.actions.checks import one_of
from rightsdesk.artists.actions.examining import examine, lock
from rightsdesk.artists.actions.shares import NewShare, close_unexamined, record_unexamined
from rightsdesk.artists.models import Conflict, ConflictState, ConflictTelling, Recording, Resolution
from rightsdesk.domain import errors
from rightsdesk.domain.shares import Right
from rightsdesk.journal.actions import record
from rightsdesk.media.models import Asset


def resolve_conflict(
    *,
    actor: str,
    conflict_id: int,
    resolution: str,
    reason: str,
    evidence: Asset | None = None,
    closing: Iterable[int] = (),
    corrections: Sequence[NewShare] = (),
    now: datetime | None = None,
) -> Conflict:
    """Close claims of a conflict and put corrected ones in their place.

    Raises Invalid without a reason, or without a file where evidence decides; Conflict when it is not open any
    more or the claims would still contradict each other. Then nothing is written.
    """
    how, at = one_of(Resolution, resolution, "way to resolve a conflict"), now or timezone.now()
    _check(how, reason, evidence)
    with transaction.atomic():
        conflict = _locked(conflict_id)
        asset, keys = _asset(conflict), sorted(set(closing))
        _check_scope(conflict, asset, keys, corrections)
        _end(conflict, how, reason, evidence, actor, at)
        for key in keys:
            close_unexamined(actor=actor, share_id=key, reason=reason, now=at)
        record_unexamined(actor=actor, new=corrections, now=at)
        examine(actor=actor, asset=asset, right=Right(conflict.right), now=at)
        _refuse_what_still_stands(conflict)
        facts = {"resolution": how.value, "closed": keys, "evidence": evidence.sha256 if evidence else None}
        record(actor=actor, verb="artists.conflict_resolved", subject=conflict.public_id,
               facts=facts, reason=reason)  # fmt: skip
    return conflict


def _check(how: Resolution, reason: str, evidence: Asset | None) -> None:
    if not reason.strip():
        raise errors.Invalid("reason_missing", "Say how the claimants agreed, or what the evidence shows.")
    if how is Resolution.EVIDENCE and evidence is None:
        raise errors.Invalid("evidence_missing", "A conflict that evidence decides needs the file.")


def _locked(conflict_id: int) -> Conflict:
    """The conflict, its asset locked first, as every examination does."""
    found = Conflict.objects.filter(pk=conflict_id).first()
    if found is None:
        raise errors.NotFound()
    lock(_asset(found))
    found = Conflict.objects.select_for_update().get(pk=conflict_id)
    if found.state != ConflictState.OPEN.value:
        raise errors.Conflict("conflict_closed", f"This conflict is {found.state} already.")
    return found


def _asset(conflict: Conflict) -> Recording | models.Work:
    asset = conflict.recording or conflict.work
    if asset is None:
        raise errors.NotFound()
    return asset


def _check_scope(
    conflict: Conflict, asset: Recording | models.Work, keys: list[int], corrections: Sequence[NewShare]
) -> None:
    """Only claims the conflict is about are closed, only claims to the same right are made."""
    for new in corrections:
        new.check()
    claims = set(conflict.claims.values_list("share", flat=True))
    if not set(keys) <= claims or any((n.asset, n.right) != (asset, conflict.right) for n in corrections):
        raise errors.Invalid("share_outside_conflict", "A conflict is resolved by its own claims only.")


def _end(
    conflict: Conflict, how: Resolution, reason: str, evidence: Asset | None, actor: str, at: datetime
) -> None:
    conflict.state, conflict.resolution = ConflictState.RESOLVED.value, how.value
    conflict.reason, conflict.evidence = reason, evidence
    conflict.resolved_by, conflict.resolved_at = actor, at
    conflict.save(update_fields=["state", "resolution", "reason", "evidence", "resolved_by", "resolved_at"])


def _refuse_what_still_stands(conflict: Conflict) -> None:
    sides = {"recording": conflict.recording, "work": conflict.work, "right": conflict.right}
    still = Conflict.objects.filter(
        **sides, kind=conflict.kind, state=ConflictState.OPEN.value, valid__overlap=conflict.valid
    )
    if still.filter(places__overlap=conflict.places).exists():
        raise errors.Conflict("still_in_conflict", "With these claims the conflict would still stand.")


def read_telling(*, actor: str, telling_id: int, now: datetime | None = None) -> ConflictTelling:
    """Somebody of a claimant has read it; the first reader is kept."""
    with transaction.atomic():
        found = ConflictTelling.objects.select_for_update().filter(pk=telling_id).first()
        if found is None:
            raise errors.NotFound()
        if found.read_at is None:
            found.read_at, found.read_by = now or timezone.now(), actor
            found.save(update_fields=["read_at", "read_by"])
            facts = {"party": found.party.public_id}
            record(actor=actor, verb="artists.conflict_read", subject=found.conflict.public_id, facts=facts)
    return found

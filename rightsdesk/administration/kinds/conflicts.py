"""Conflicts: the claims that remain once claimants agreed or evidence decided. It changes shares, so two people do it."""

from typing import Any

from rightsdesk.artists.actions import NewShare, resolve_conflict
from rightsdesk.artists.models import Conflict, ConflictClaim, Share
from rightsdesk.domain.errors import Invalid, NotFound
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.journal.actions.changes import Facts, Kind, propose
from rightsdesk.journal.models import Change
from rightsdesk.media.models import Asset


def claims_of(conflict: Conflict) -> list[Share]:
    """The claims a conflict is about, in the order they came."""
    rows = ConflictClaim.objects.filter(conflict=conflict).select_related(
        "share__party", "share__recording", "share__work"
    )
    return [row.share for row in rows.order_by("share_id")]


def _facts(payload: Facts) -> Facts:
    conflict = Conflict.objects.get(public_id=payload["conflict"])
    claims = {
        _name(share): _percent(share.ppm) for share in claims_of(conflict) if share.recorded.upper is None
    }
    return {"state": conflict.state, "claims": claims}


def _after(before: Facts, payload: Facts) -> Facts:
    shares = Share.objects.in_bulk(payload["parts"], field_name="public_id")
    claims = {_name(shares[key]): _percent(ppm) for key, ppm in payload["parts"].items() if ppm}
    return {"state": "resolved", "by": payload["resolution"], "claims": claims}


def _name(share: Share) -> str:
    return f"{share.party} ({share.public_id})"


def _percent(ppm: int) -> str:
    return f"{ppm * 100 / WHOLE:g} %"


def _resolve(change: Change) -> object:
    asked = change.payload
    conflict = Conflict.objects.filter(public_id=asked["conflict"]).first()
    if conflict is None:
        raise NotFound()
    changed = [
        share for share in claims_of(conflict) if share.ppm != asked["parts"].get(share.public_id, share.ppm)
    ]
    return resolve_conflict(
        actor=change.proposed_by,
        conflict_id=conflict.pk,
        resolution=asked["resolution"],
        reason=change.reason,
        evidence=Asset.objects.filter(sha256=asked["evidence"]).first() if asked["evidence"] else None,
        closing=[share.pk for share in changed],
        corrections=[_corrected(share, ppm) for share in changed if (ppm := asked["parts"][share.public_id])],
    )


def _corrected(share: Share, ppm: int) -> NewShare:
    return NewShare(
        party=share.party,
        asset=share.asset,
        right=Right(share.right),
        ppm=ppm,
        valid_from=share.valid.lower,
        valid_to=share.valid.upper,
        territory=str(share.places),
        source=share.source,
    )


RESOLVE = Kind("shares.resolve", "Resolve a conflict", "approve_shares", _facts, _after, _resolve)
KINDS = (RESOLVE,)


def propose_resolution(
    *,
    actor: str,
    conflict: Conflict,
    resolution: str,
    parts: dict[str, int],
    evidence: Asset | None,
    reason: str,
) -> Change:
    """Ask a second person to resolve a conflict. `parts`: {share id: millionths it shall have; 0 closes it}."""
    if set(parts) != {share.public_id for share in claims_of(conflict)}:
        raise Invalid("share_outside_conflict", "Say for every claim of the conflict what it shall be.")
    payload: dict[str, Any] = {
        "conflict": conflict.public_id,
        "resolution": resolution,
        "parts": parts,
        "evidence": evidence.sha256 if evidence else "",
    }
    return propose(actor=actor, kind=RESOLVE.name, subject=conflict.public_id, payload=payload, reason=reason)

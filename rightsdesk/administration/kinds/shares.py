"""Shares: recording a claim and closing one. The second person sees every claim of that right beside it."""

from datetime import date
from typing import Any

from rightsdesk.artists.actions import NewShare, close_share, record_share
from rightsdesk.artists.models import Party, Recording, Share, Work
from rightsdesk.domain.errors import Invalid, NotFound
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.journal.actions.changes import Facts, Kind, propose
from rightsdesk.journal.models import Change


def asset_of(public_id: str) -> Recording | Work:
    """A recording or work by its public id. Raises NotFound."""
    kind = Recording if public_id.startswith("rec_") else Work
    found = kind.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def _claims(payload: Facts) -> Facts:
    """What the desk believes now of one right in one asset: a line a claim."""
    asset = asset_of(payload["asset"])
    rows = asset.shares.filter(right=payload["right"], recorded__upper_inf=True).select_related("party")
    return {f"{row.party} ({row.public_id})": claim(row) for row in rows.order_by("pk")}


def claim(share: Share) -> str:
    """A claim in one line."""
    until = f" until {share.valid.upper}" if share.valid.upper else ""
    return f"{share.ppm * 100 / WHOLE:g} % from {share.valid.lower}{until} in {share.places}"


def _with_new(before: Facts, payload: Facts) -> Facts:
    party = Party.objects.get(public_id=payload["party"])
    until = f" until {payload['valid_to']}" if payload["valid_to"] else ""
    part = f"{payload['ppm'] * 100 / WHOLE:g} % from {payload['valid_from']}{until} in {payload['territory']}"
    return {**before, f"{party} (new)": part}


def _without(before: Facts, payload: Facts) -> Facts:
    return {name: text for name, text in before.items() if payload["share"] not in name}


def _record(change: Change) -> object:
    asked = change.payload
    until = asked["valid_to"]
    new = NewShare(
        party=Party.objects.get(public_id=asked["party"]),
        asset=asset_of(asked["asset"]),
        right=Right(asked["right"]),
        ppm=asked["ppm"],
        valid_from=date.fromisoformat(asked["valid_from"]),
        valid_to=date.fromisoformat(until) if until else None,
        territory=asked["territory"],
        source=asked["source"],
    )
    return record_share(actor=change.proposed_by, new=new)


def _close(change: Change) -> object:
    share = Share.objects.get(public_id=change.payload["share"])
    return close_share(actor=change.proposed_by, share_id=share.pk, reason=change.reason)


RECORD = Kind("shares.record", "Record a share", "approve_shares", _claims, _with_new, _record)
CLOSE = Kind("shares.close", "Close a share", "approve_shares", _claims, _without, _close)
KINDS = (RECORD, CLOSE)


def propose_share(*, actor: str, reason: str, new: NewShare) -> Change:
    """Ask a second person to believe a claim."""
    if not 0 < new.ppm <= WHOLE:
        raise Invalid("share_size", "A share is more than nothing and at most the whole.")
    payload: dict[str, Any] = {
        "party": new.party.public_id,
        "asset": new.asset.public_id,
        "right": new.right.value,
        "ppm": new.ppm,
        "valid_from": new.valid_from.isoformat(),
        "valid_to": new.valid_to.isoformat() if new.valid_to else None,
        "territory": new.territory,
        "source": new.source,
    }
    tenant = new.party.organisation_id
    subject = new.asset.public_id
    return propose(
        actor=actor, kind=RECORD.name, subject=subject, payload=payload, reason=reason, tenant=tenant
    )


def propose_closing(*, actor: str, share: Share, reason: str) -> Change:
    """Ask a second person to stop believing a claim."""
    asset = share.recording or share.work
    if asset is None:
        raise NotFound()
    payload = {"share": share.public_id, "asset": asset.public_id, "right": share.right}
    tenant = share.party.organisation_id
    subject = share.public_id
    return propose(
        actor=actor, kind=CLOSE.name, subject=subject, payload=payload, reason=reason, tenant=tenant
    )

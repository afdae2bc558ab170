"""Shares in two times: what the desk believes of an asset, what it believed before, and from when until when."""

from django.http import HttpRequest
from django.shortcuts import resolve_url

from rightsdesk.artists.models import Recording, Share, Work
from rightsdesk.console import Section, access_of, span
from rightsdesk.domain.shares import WHOLE

MOST = 200
COLUMNS = ("party", "right", "share", "territories", "valid", "believed", "source")
VALID, RECORDED = span("valid"), span("recorded")


def believed(request: HttpRequest, asset: Recording | Work, right: str = "") -> Section:
    """Every claim this person may see, of one right or of all: what is believed now first, then what was, newest first."""
    rows = asset.shares.select_related("party").order_by("right", "-recorded", "pk")
    if right:
        rows = rows.filter(right=right)
    tenants = access_of(request).tenants
    if tenants is not None:
        rows = rows.filter(party__organisation__in=tenants)
    found = sorted(rows[:MOST], key=lambda share: share.recorded.upper is not None)
    empty = "Nobody claims a share of this."
    return Section("Shares, as believed now and before", COLUMNS, tuple(map(_line, found)), empty=empty)


def _line(share: Share) -> tuple[object, ...]:
    where = resolve_url("admin:artists_share_change", share.pk)
    percent = f"{share.ppm * 100 / WHOLE:g} %"
    return (
        (str(share.party), where), share.right, percent, share.places.words, VALID(share), RECORDED(share), share.source,
    )  # fmt: skip

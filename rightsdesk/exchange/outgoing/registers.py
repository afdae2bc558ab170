"""The registers as tables: shares in both times, terms clause by clause, verdicts, conflicts. A header and its rows, streamed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from rightsdesk.artists.models import ConflictClaim
from rightsdesk.consent.models import Verdict
from rightsdesk.domain.canonical import canonical_json
from rightsdesk.exchange.models import ExportKind
from rightsdesk.exchange.outgoing.catalogue import CHUNK, day, percent
from rightsdesk.exchange.outgoing.reach import Reach

Table = tuple[tuple[str, ...], Callable[[Reach], Iterator[tuple[Any, ...]]]]


def _instant(value: datetime | None) -> str:
    return value.isoformat() if value else ""


def _ends(period: Any) -> tuple[str, str]:
    """A range's two ends as texts; empty where it is open."""
    lower, upper = (period.lower, period.upper) if period else (None, None)
    said = _instant if isinstance(lower or upper, datetime) else day
    return said(lower), said(upper)


def _json(value: Any) -> str:
    return canonical_json(value).decode()


def _shares(reach: Reach) -> Iterator[tuple[Any, ...]]:
    """Also what is no longer believed: valid and recorded periods side by side."""
    found = reach.shares().select_related("party", "recording", "work").order_by("pk")
    for share in found.iterator(CHUNK):
        codes = (share.recording.isrc if share.recording else "", share.work.iswc if share.work else "")
        what = (
            share.public_id,
            share.party.public_id,
            share.party.name,
            *codes,
            share.asset.title,
            share.right,
        )
        yield (
            *what,
            percent(share.ppm),
            str(share.places),
            *_ends(share.valid),
            *_ends(share.recorded),
            share.source,
        )


def _terms(reach: Reach) -> Iterator[tuple[Any, ...]]:
    found = reach.terms().select_related("grantor", "artist", "recording", "work", "evidence")
    for terms in found.prefetch_related("clauses").order_by("pk").iterator(CHUNK):
        scoped = terms.recording or terms.work or terms.artist
        target = (terms.scope, scoped.public_id if scoped else "", str(scoped or ""))
        head = (
            terms.public_id,
            terms.version,
            terms.state,
            terms.grantor.public_id,
            terms.grantor.name,
            *target,
        )
        signed = (terms.signed_by, terms.channel, terms.evidence.sha256 if terms.evidence else "")
        tail = (*_ends(terms.valid), *signed, terms.on_withdrawal, terms.take_down_days or "")
        for clause in sorted(terms.clauses.all(), key=lambda each: each.use):
            said = (clause.use, clause.answer, _json(clause.conditions), _json(clause.obligations))
            yield (*head, *said, *tail)


def _verdicts(reach: Reach) -> Iterator[tuple[Any, ...]]:
    own = reach.grantors()
    for verdict in reach.verdicts().prefetch_related("derivatives__client").order_by("pk").iterator(CHUNK):
        derivatives = list(verdict.derivatives.all())
        asked = any(
            made.client.organisation_id == getattr(reach.organisation, "pk", None) for made in derivatives
        )
        told = _told(verdict, None if asked else own)
        made = " ".join(derivative.public_id for derivative in derivatives)
        codes = " ".join(sorted({str(reason["code"]) for reason in told}))
        terms = " ".join(
            sorted({f"{reason['terms']}@{reason['version']}" for reason in told if reason.get("terms")})
        )
        facts = (verdict.request_hash, _json(verdict.request), _json(told))
        yield (
            verdict.public_id,
            _instant(verdict.at),
            verdict.outcome,
            codes,
            made,
            verdict.law_version,
            terms,
            *facts,
        )


def _told(verdict: Verdict, own: frozenset[str] | None) -> list[Mapping[str, Any]]:
    """Who asked reads every reason; a grantor reads their own, for what others said is not theirs to know."""
    return [reason for reason in verdict.reasons if own is None or reason.get("grantor") in own]


def _conflicts(reach: Reach) -> Iterator[tuple[Any, ...]]:
    claims = Prefetch("claims", ConflictClaim.objects.select_related("share__party").order_by("pk"))
    found = reach.conflicts().select_related("recording", "work").prefetch_related(claims).order_by("pk")
    for conflict in found.iterator(CHUNK):
        asset: Any = conflict.recording or conflict.work
        codes = (
            conflict.recording.isrc if conflict.recording else "",
            conflict.work.iswc if conflict.work else "",
        )
        said = "; ".join(str(claim.share) for claim in conflict.claims.all())
        size = (conflict.right, percent(conflict.ppm), str(conflict.places), *_ends(conflict.valid))
        ended = (
            _instant(conflict.opened_at),
            _instant(conflict.resolved_at),
            conflict.resolution,
            conflict.reason,
        )
        yield (conflict.public_id, conflict.kind, conflict.state, *codes, asset.title, *size, said, *ended)


def _header(names: str) -> tuple[str, ...]:
    return tuple(names.split())


TABLES: dict[ExportKind, Table] = {
    ExportKind.SHARES: (
        _header(
            "share party name isrc iswc title right per_cent territories valid_from valid_to recorded_from recorded_to source"
        ),
        _shares,
    ),
    ExportKind.TERMS: (
        _header(
            "terms version state grantor name scope target target_name use answer conditions obligations"
            " valid_from valid_to signed_by channel evidence_sha256 on_withdrawal take_down_days"
        ),
        _terms,
    ),
    ExportKind.VERDICTS: (
        _header("verdict at outcome codes derivatives law terms request_hash request reasons"),
        _verdicts,
    ),
    ExportKind.CONFLICTS: (
        _header(
            "conflict kind state isrc iswc title right per_cent territories valid_from valid_to claims"
            " opened ended resolution reason"
        ),
        _conflicts,
    ),
}

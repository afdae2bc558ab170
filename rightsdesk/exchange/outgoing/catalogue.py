"""The catalogue in the columns of the import template, so that a file that went out changes nothing when it comes in."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils import timezone

from rightsdesk.artists.models import PartyIdentifier, RecordingCredit, Track, WriterCredit
from rightsdesk.domain.roles import CreditRole
from rightsdesk.exchange.outgoing.reach import Reach

CHUNK = 2_000
Line = dict[str, str]


def lines(reach: Reach) -> Iterator[Line]:
    """One line a row of the template, in an order in which nothing is named before it is told. Memory stays flat."""
    for rows in (_parties, _artists, _works, _writers, _recordings, _credits, _shares, _releases, _tracks):
        yield from rows(reach)


def percent(ppm: int) -> str:
    """Exact per cent of millionths: 333333 → 33.3333."""
    whole, rest = divmod(ppm, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")


def decimal(number: float | None) -> str:
    """A float in plain digits that read back as the same float."""
    return "" if number is None else f"{Decimal(repr(number)):f}"


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _parties(reach: Reach) -> Iterator[Line]:
    for party in reach.parties().prefetch_related("identifiers").order_by("pk").iterator(CHUNK):
        codes = {code.kind: code.value for code in _first(list(party.identifiers.all()))}
        codes = {
            kind: value for kind, value in codes.items() if kind in ("isni", "ipi_name", "ipi_base", "dpid")
        }
        facts = {"row": "party", "party": party.public_id, "name": party.name, "type": party.kind}
        yield facts | ({"tax_residence": party.tax_residence} if reach.owns(party) else {}) | codes


def _first(codes: list[PartyIdentifier]) -> list[PartyIdentifier]:
    """Of several identifiers of one kind the oldest, which is the one that comes last here."""
    return sorted(codes, key=lambda code: -code.pk)


def _artists(reach: Reach) -> Iterator[Line]:
    for artist in reach.artists().select_related("party").order_by("pk").iterator(CHUNK):
        yield {"row": "artist", "party": artist.party.public_id, "name": artist.name}


def _works(reach: Reach) -> Iterator[Line]:
    for work in reach.works().order_by("pk").iterator(CHUNK):
        yield {"row": "work", "iswc": work.iswc, "title": work.title, "version": work.version}


def _writers(reach: Reach) -> Iterator[Line]:
    found = WriterCredit.objects.filter(work__in=reach.works().values("pk")).select_related("work", "party")
    for credit in found.order_by("pk").iterator(CHUNK):
        yield {
            "row": "writer",
            "iswc": credit.work.iswc,
            "party": credit.party.public_id,
            "role": credit.role,
        }


def _recordings(reach: Reach) -> Iterator[Line]:
    found = reach.recordings().select_related("artist__party").prefetch_related("work_links__work")
    for recording in found.order_by("pk").iterator(CHUNK):
        links = sorted(recording.work_links.all(), key=lambda link: link.pk)
        yield {
            "row": "recording",
            "party": recording.artist.party.public_id,
            "isrc": recording.isrc,
            "title": recording.title,
            "artist": recording.artist.name,
            "seconds": decimal(recording.seconds),
            "bpm": decimal(recording.bpm),
            "key": recording.key_name,
            "works": " ".join(f"{link.work.iswc}={percent(link.weight_ppm)}" for link in links),
        }


def _credits(reach: Reach) -> Iterator[Line]:
    found = RecordingCredit.objects.filter(recording__in=reach.recordings().values("pk"))
    for credit in found.select_related("recording", "artist__party").order_by("pk").iterator(CHUNK):
        if credit.role == CreditRole.MAIN and credit.artist_id == credit.recording.artist_id:
            continue
        who = {"party": credit.artist.party.public_id, "artist": credit.artist.name, "role": credit.role}
        yield {"row": "credit", "isrc": credit.recording.isrc} | who


def _shares(reach: Reach) -> Iterator[Line]:
    """What the desk believes now; what it believed before is in the export of shares."""
    found = reach.shares().filter(recorded__contains=timezone.now())
    for share in found.select_related("party", "recording", "work").order_by("pk").iterator(CHUNK):
        yield {
            "row": "share",
            "party": share.party.public_id,
            "isrc": share.recording.isrc if share.recording else "",
            "iswc": share.work.iswc if share.work else "",
            "right": share.right,
            "share": percent(share.ppm),
            "territories": str(share.places),
            "from": day(share.valid.lower),
            "to": day(share.valid.upper),
            "source": share.source,
        }


def _releases(reach: Reach) -> Iterator[Line]:
    for release in reach.releases().select_related("label").order_by("pk").iterator(CHUNK):
        yield {
            "row": "release",
            "party": release.label.public_id if release.label else "",
            "title": release.title,
            "gtin": release.gtin,
            "grid": release.grid,
            "released": day(release.released),
        }


def _tracks(reach: Reach) -> Iterator[Line]:
    found = Track.objects.filter(release__in=reach.releases().values("pk"))
    found = found.filter(recording__in=reach.recordings().values("pk"))
    for track in found.select_related("release", "recording").order_by("pk").iterator(CHUNK):
        place = {"number": str(track.number)} | ({"disc": str(track.disc)} if track.disc > 1 else {})
        codes = {"gtin": track.release.gtin, "grid": track.release.grid}
        yield {"row": "track", "isrc": track.recording.isrc} | codes | place

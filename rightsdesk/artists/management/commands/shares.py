"""`manage.py shares --isrc … --on 2026-01-01 --believed 2026-03-03`: what did we believe then about that day?"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from rightsdesk.artists import queries
from rightsdesk.artists.models import Recording, Share, Work
from rightsdesk.domain.errors import Refusal
from rightsdesk.domain.territories import TerritoryError


def moment(text: str) -> datetime:
    """An instant, or the end of a day (UTC): what was believed when the day was over."""
    found = datetime.fromisoformat(text)
    if len(text) == len("2026-03-03"):
        return datetime.combine(found.date(), time.max, UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def facts(share: Share) -> dict[str, Any]:
    """One share as plain values."""
    return {
        "share": share.public_id,
        "party": share.party.name,
        "right": share.right,
        "ppm": share.ppm,
        "territories": str(share.places),
        "valid_from": share.valid.lower.isoformat() if share.valid.lower else None,
        "valid_to": share.valid.upper.isoformat() if share.valid.upper else None,
        "recorded": share.recorded.lower.isoformat() if share.recorded.lower else None,
        "source": share.source,
    }


class Command(BaseCommand):
    help = "Print who owned a recording or work on a day, as the desk believed at an instant."

    def add_arguments(self, parser: CommandParser) -> None:
        asset = parser.add_mutually_exclusive_group(required=True)
        asset.add_argument("--isrc")
        asset.add_argument("--iswc")
        parser.add_argument("--on", type=date.fromisoformat, help="the day asked about (today)")
        parser.add_argument("--believed", type=moment, help="as the desk believed then (now)")
        parser.add_argument("--territory", help="in one country only (ISO 3166 code)")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = self._found(options)
        except (Refusal, TerritoryError) as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps([facts(row) for row in rows], ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(f"{row.right:<16}{row.ppm / 10_000:>9g} %  {row.party.name:<30} {row.places}")
        if not rows:
            self.stdout.write("Nobody was believed to have a share.")

    def _found(self, options: dict[str, Any]) -> Sequence[Share]:
        asset: Recording | Work
        if options["isrc"]:
            asset = queries.recording_by_isrc(options["isrc"])
        else:
            asset = queries.work_by_iswc(options["iswc"])
        at = options["believed"] or timezone.now()
        found = queries.believed(asset, options["on"] or at.date(), at)
        return list(queries.in_territory(found, options["territory"]) if options["territory"] else found)

"""Asking for a file that leaves the house, making it in the background, and handing it over."""

import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.models import Organisation, User
from rightsdesk.domain.errors import Conflict, Invalid, Refusal
from rightsdesk.exchange.models import Export, ExportKind, ExportState
from rightsdesk.exchange.outgoing import queries
from rightsdesk.exchange.outgoing.messages import sending
from rightsdesk.exchange.outgoing.reach import Reach
from rightsdesk.exchange.outgoing.writing import Order, Written, write
from rightsdesk.journal.actions import record
from rightsdesk.journal.outbox import dispatch
from rightsdesk.media.actions import store
from rightsdesk.media.models import Kind
from rightsdesk.media.queries import signed_url

PARAMETERS: dict[ExportKind, frozenset[str]] = {
    ExportKind.ERN: frozenset({"derivative", "sender", "recipient"})
}


def start_export(
    *,
    actor: str,
    user: User,
    kind: str,
    parameters: Mapping[str, Any] | None = None,
    organisation: str = "",
    now: datetime | None = None,
) -> Export:
    """Promise a file. `organisation`: for whom, where the person exports for several. Raises NotFound, Invalid."""
    asked, at = checked(kind, parameters or {}), now or timezone.now()
    for_whom = queries.exporting_for(user, organisation)
    if asked is ExportKind.ERN:
        sending(parameters or {}, at)  # An impossible request is refused now, not in the background.
    with transaction.atomic():
        export = Export.objects.create(
            kind=asked.value, parameters=dict(parameters or {}), organisation=for_whom, by=actor, asked_at=at
        )
        facts = {
            "kind": asked.value,
            "parameters": export.parameters,
            "organisation": getattr(for_whom, "public_id", ""),
        }
        record(actor=actor, verb="export.asked", subject=export.public_id, facts=facts, now=at)
        dispatch(task="rightsdesk.exchange.tasks.make_export", args=[export.pk], queue="default")
    return export


def checked(kind: str, parameters: Mapping[str, Any]) -> ExportKind:
    """The kind, with parameters that it takes. Raises Invalid."""
    if kind not in set(ExportKind):
        raise Invalid("export_unknown", f"An export is one of: {', '.join(ExportKind)}.", {"kind": kind[:40]})
    asked = ExportKind(kind)
    unknown = sorted(set(parameters) - PARAMETERS.get(asked, frozenset()))
    if unknown or not all(isinstance(value, str) for value in parameters.values()):
        raise Invalid(
            "parameters_unknown", f"This export takes no {', '.join(unknown)[:80] or 'such value'}."
        )
    return asked


def make_export(*, actor: str, export_id: int, now: datetime | None = None) -> Export:
    """Write the file and keep it. Safe to run twice: what is made or failed stays as it is."""
    export = Export.objects.select_related("organisation").get(pk=export_id)
    if export.state != ExportState.WAITING:
        return export
    order = Order(ExportKind(export.kind), Reach.of(export.organisation), export.asked_at, export.parameters)
    with tempfile.TemporaryDirectory(prefix="rightsdesk-export-") as folder:
        path = Path(folder) / "export"
        try:
            written = write(order, path)
        except Refusal as refusal:
            return _end(export_id, actor, now, state=ExportState.FAILED.value, problem=refusal.message[:500])
        asset = store(actor=actor, source=path, kind=Kind.DOCUMENT, media_type=written.media_type)
    made = {"asset": asset, "rows": written.rows, "notes": dict(written.notes)}
    return _end(export_id, actor, now, state=ExportState.MADE.value, **made)


def _end(export_id: int, actor: str, now: datetime | None, **columns: Any) -> Export:
    """The first to finish wins."""
    at = now or timezone.now()
    with transaction.atomic():
        export = Export.objects.select_for_update().get(pk=export_id)
        if export.state != ExportState.WAITING:
            return export
        for name, value in {**columns, "done_at": at}.items():
            setattr(export, name, value)
        export.save(update_fields=[*columns, "done_at"])
        facts = {
            "rows": export.rows,
            "sha256": export.asset.sha256 if export.asset else "",
            "problem": export.problem,
        }
        record(actor=actor, verb=f"export.{export.state}", subject=export.public_id, facts=facts, now=at)
    return export


def take_export(*, actor: str, user: User, export_id: str) -> str:
    """Journal that a file is taken; a signed, expiring address for it. Raises NotFound, Conflict while it is not made."""
    export = queries.export_for(user, export_id)
    if export.asset is None:
        raise Conflict(
            "export_not_made",
            f"This export is {export.state}; there is no file yet.",
            {"state": export.state},
        )
    record(actor=actor, verb="export.taken", subject=export.public_id, facts={"sha256": export.asset.sha256})
    return f"{signed_url(export.asset, actor)}?download=1"


def write_export(
    *,
    actor: str,
    kind: str,
    path: Path,
    parameters: Mapping[str, Any] | None = None,
    organisation: Organisation | None = None,
    now: datetime | None = None,
) -> Written:
    """Write a file here and now, for who is at the machine itself; journalled, not kept."""
    asked, at = checked(kind, parameters or {}), now or timezone.now()
    written = write(Order(asked, Reach.of(organisation), at, parameters or {}), path)
    facts = {"kind": kind, "rows": written.rows, "organisation": getattr(organisation, "public_id", "")}
    record(actor=actor, verb="export.written", subject=f"export:{kind}", facts=facts, now=at)
    return written

"""Files in. A file is received once, previewed as often as one likes, and applied once; each is one transaction."""

from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from rightsdesk.domain.errors import Conflict, NotFound, Refusal
from rightsdesk.exchange.incoming.gate import Admitted, admitted
from rightsdesk.exchange.incoming.running import message_of, opened, run, source_of
from rightsdesk.exchange.incoming.tally import Tally
from rightsdesk.exchange.models import Import, ImportProblem, ImportState
from rightsdesk.journal.actions import record
from rightsdesk.media.actions import store
from rightsdesk.media.models import Kind
from rightsdesk.media.queries import local_path

# One import at a time: two that name the same party must not both make it.
IMPORT_LOCK = 7_220_301
MEDIA_TYPES = {"csv": "text/csv", "ern": "application/xml", "cwr": "text/plain"}


def receive_import(*, actor: str, source: Path, file_name: str = "", now: datetime | None = None) -> Import:
    """Keep a file that can be read at all; the same content again is the same import.

    Raises TooLarge or Invalid for a file that is hostile, broken or of no kind the desk reads; then nothing is written.
    """
    with admitted(source) as file:
        if known := Import.objects.filter(sha256=file.sha256).first():
            return known
        return _received(actor, file, (file_name or source.name)[:200], now or timezone.now())


def _received(actor: str, file: Admitted, file_name: str, now: datetime) -> Import:
    content = opened(file.kind, file.path)
    with transaction.atomic():
        asset = store(actor=actor, source=file.path, kind=Kind.DOCUMENT, media_type=MEDIA_TYPES[file.kind])
        imported, made = Import.objects.get_or_create(
            sha256=file.sha256,
            defaults={
                "kind": file.kind, "file_name": file_name, "asset": asset, "source": source_of(content),
                "message": message_of(content), "state": ImportState.RECEIVED.value, "by": actor, "at": now,
            },
        )  # fmt: skip
        if made:
            facts = {"file": file_name, "sha256": file.sha256, "kind": file.kind, "size": file.size}
            record(actor=actor, verb="exchange.received", subject=imported.public_id, facts=facts, now=now)
    return imported


def preview_import(*, actor: str, source: Path, file_name: str = "", now: datetime | None = None) -> Import:
    """What applying a file would do, exactly: it is done and taken back. The catalogue stays as it is."""
    at = now or timezone.now()
    imported = receive_import(actor=actor, source=source, file_name=file_name, now=at)
    if imported.state == ImportState.APPLIED:
        return imported
    return preview_again(actor=actor, import_id=imported.public_id, now=at)


def preview_again(*, actor: str, import_id: str, now: datetime | None = None) -> Import:
    """The same for a file that was received before: the catalogue may have changed since."""
    at = now or timezone.now()
    with transaction.atomic():
        imported = _locked(import_id)
        if imported.state == ImportState.APPLIED:
            return imported
        with transaction.atomic():
            tally = _run(actor, imported, at)
            transaction.set_rollback(True)
        imported.state = ImportState.PREVIEWED.value
        _keep_tally(imported, tally)
        facts = {"counts": imported.counts, "problems": imported.problem_count}
        record(actor=actor, verb="exchange.previewed", subject=imported.public_id, facts=facts, now=at)
    return imported


def apply_import(*, actor: str, import_id: str, now: datetime | None = None) -> Import:
    """Put a file into the catalogue, whole: killed half-way it has done nothing. Applied before, it does nothing.

    Raises Conflict when somebody changed the same rows meanwhile; it may be run again.
    """
    at = now or timezone.now()
    try:
        with transaction.atomic():
            imported = _locked(import_id)
            if imported.state != ImportState.APPLIED:
                _apply(actor, imported, at)
    except IntegrityError as error:
        _failed(import_id, str(error))
        raise Conflict(
            "changed_meanwhile", "Somebody changed the same entries meanwhile. Preview it again."
        ) from error
    except Refusal as refusal:
        _failed(import_id, refusal.message)
        raise
    return imported


def import_file(*, actor: str, source: Path, file_name: str = "", now: datetime | None = None) -> Import:
    """Receive and apply in one go, as the command does."""
    imported = receive_import(actor=actor, source=source, file_name=file_name, now=now)
    return apply_import(actor=actor, import_id=imported.public_id, now=now)


def _apply(actor: str, imported: Import, now: datetime) -> None:
    tally = _run(actor, imported, now)
    imported.state, imported.applied_by, imported.applied_at = ImportState.APPLIED.value, actor, now
    imported.failure = ""
    _keep_tally(imported, tally)
    facts = {"sha256": imported.sha256, "counts": imported.counts, "problems": imported.problem_count}
    record(actor=actor, verb="exchange.imported", subject=imported.public_id, facts=facts, now=now)


def _run(actor: str, imported: Import, now: datetime) -> Tally:
    file = opened(imported.kind, local_path(imported.asset))
    return run(actor=actor, imported=imported, file=file, now=now)


def _keep_tally(imported: Import, tally: Tally) -> None:
    imported.counts, imported.differences = tally.totals(), tally.differences
    imported.problem_count = tally.problem_count
    imported.save()
    imported.problems.all().delete()
    ImportProblem.objects.bulk_create(
        [
            ImportProblem(
                imported=imported, line=p.line, column=p.column[:60], code=p.code, words=p.words[:500]
            )
            for p in tally.problems
        ],
        batch_size=1_000,
    )


def _locked(import_id: str) -> Import:
    _one_at_a_time()
    found = Import.objects.select_for_update().filter(public_id=import_id).first()
    if found is None:
        raise NotFound()
    return found


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def _failed(import_id: str, why: str) -> None:
    Import.objects.filter(public_id=import_id).exclude(state=ImportState.APPLIED).update(
        state=ImportState.FAILED.value, failure=why[:500]
    )

"""Imports: a file that was previewed goes into the catalogue when a second person has seen what it would change."""

from rightsdesk.domain.errors import Conflict
from rightsdesk.exchange.models import Import, ImportState
from rightsdesk.journal.actions.changes import Facts, Kind, propose
from rightsdesk.journal.models import Change
from rightsdesk.journal.outbox import dispatch


def _facts(payload: Facts) -> Facts:
    imported = Import.objects.get(public_id=payload["import"])
    return {"state": imported.state, "sha256": imported.sha256}


def _after(before: Facts, payload: Facts) -> Facts:
    """What the preview said would change, as counts."""
    imported = Import.objects.get(public_id=payload["import"])
    return {**before, "state": "applied", **imported.counts}


def _apply(change: Change) -> object:
    imported = Import.objects.get(public_id=change.payload["import"])
    if imported.state != ImportState.PREVIEWED:
        raise Conflict("not_previewed", "Only a file whose preview was read is applied.")
    args = [imported.public_id, change.proposed_by]
    return dispatch(task="rightsdesk.administration.tasks.apply_import", args=args, queue="default")


APPLY = Kind("imports.apply", "Apply an import", "approve_shares", _facts, _after, _apply)
KINDS = (APPLY,)


def propose_import(*, actor: str, imported: Import, reason: str) -> Change:
    """Ask a second person to put a previewed file into the catalogue."""
    payload = {"import": imported.public_id}
    return propose(actor=actor, kind=APPLY.name, subject=imported.public_id, payload=payload, reason=reason)

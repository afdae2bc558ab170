"""Reading a file that came in may take a minute: it is done in the background."""

from celery import shared_task

from rightsdesk.exchange import actions


@shared_task
def preview_import(import_id: str, actor: str) -> None:
    """What applying it would do."""
    actions.preview_again(actor=actor, import_id=import_id)


@shared_task
def apply_import(import_id: str, actor: str) -> None:
    """Put it into the catalogue; applied before, it does nothing."""
    actions.apply_import(actor=actor, import_id=import_id)

"""Background work on files that leave the house: ids in, one action each."""

from celery import shared_task

from rightsdesk.exchange.outgoing import actions


@shared_task
def make_export(export_id: int) -> None:
    """Write one export that somebody asked for."""
    actions.make_export(actor="system:export", export_id=export_id)

"""Beat's two errands for the journal."""

from celery import shared_task

from rightsdesk.journal import actions, outbox


@shared_task
def relay() -> int:
    """Send what is promised and not done."""
    return outbox.relay()


@shared_task
def seal() -> None:
    """Seal the entries that no seal holds yet."""
    actions.seal_entries(actor="system:sealer")

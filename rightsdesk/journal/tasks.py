"""Beat's two errands for the journal."""

from celery import shared_task

from rightsdesk.journal import actions


@shared_task
def relay() -> int:
    """Send what an interrupted process left in the outbox."""
    return actions.relay(actor="system:relay")


@shared_task
def seal() -> None:
    """Seal the entries that no seal holds yet."""
    actions.seal_entries(actor="system:sealer")

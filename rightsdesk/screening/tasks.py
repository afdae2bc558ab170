"""Background work of screening: ids in, one action each. Runs in the screening worker, the only one with torch."""

import logging

from celery import shared_task

from rightsdesk.domain.errors import Invalid
from rightsdesk.screening import actions

log = logging.getLogger(__name__)


@shared_task(acks_late=True)
def screen(derivative_id: int) -> None:
    """Screen one derivative. Safe to run twice."""
    try:
        actions.screen(actor="system:screening", derivative_id=derivative_id)
    except Invalid as refusal:
        # The derivative has failed with these words: trying again would not help. Anything else is tried again.
        log.warning("derivative %s was not screened: %s", derivative_id, refusal.message)


@shared_task(acks_late=True)
def add_derivative_reference(derivative_id: int) -> None:
    """What is published can be copied: make its sound a reference."""
    actions.add_reference(actor="system:screening", derivative_id=derivative_id)

"""Background work of screening: ids in, one action each. Runs in the screening worker, the only one with torch."""

import logging

from celery import shared_task

from rightsdesk.domain.errors import Refusal
from rightsdesk.screening import actions

log = logging.getLogger(__name__)


@shared_task(acks_late=True)
def screen(derivative_id: int) -> None:
    """Screen one derivative. Safe to run twice."""
    try:
        actions.screen(actor="system:screening", derivative_id=derivative_id)
    except Refusal as refusal:
        # An expected "no" is on record already, or is found again by the sweeper: another delivery would not help.
        log.warning("derivative %s was not screened: %s", derivative_id, refusal.message)


@shared_task(acks_late=True)
def add_derivative_reference(derivative_id: int) -> None:
    """What is published can be copied: make its sound a reference."""
    actions.add_reference(actor="system:screening", derivative_id=derivative_id)

"""Background errands of moderation; each takes an id and calls one action."""

from celery import shared_task

from rightsdesk.moderation import actions


@shared_task
def open_case(run_id: int) -> None:
    """Open what a screening run's findings call for."""
    actions.open_case(actor="system:screening", run_id=run_id)


@shared_task
def apply_effects(decision_id: int) -> None:
    """Carry out what is still pending of a decision."""
    actions.apply_effects(actor="system:moderation", decision_id=decision_id)

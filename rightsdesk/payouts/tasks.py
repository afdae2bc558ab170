"""Background work about money: one payee's paper a task, so that a killed worker loses at most one."""

from celery import shared_task

from rightsdesk.artists.models import Party
from rightsdesk.payouts import actions
from rightsdesk.payouts.models import Run


@shared_task
def render_statement(actor: str, run_id: str, party_id: str) -> None:
    """Render one payee's statements of a posted run, unless they exist."""
    run, party = Run.objects.get(public_id=run_id), Party.objects.get(public_id=party_id)
    actions.render_statement(actor=actor, run=run, party=party)

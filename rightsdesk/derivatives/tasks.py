"""Background work on derivatives: ids in, one action each."""

from celery import shared_task

from rightsdesk.derivatives import actions


@shared_task
def generate(derivative_id: int) -> None:
    """Render one authorised derivative."""
    actions.generate(actor="system:generate", derivative_id=derivative_id)


@shared_task
def look_at_job(job_id: int) -> None:
    """See how one job stands at its engine."""
    actions.look(actor="system:generate", job_id=job_id)


@shared_task
def collect_job(job_id: int) -> None:
    """Fetch and keep what a remote engine made."""
    actions.collect(actor="system:generate", job_id=job_id)


@shared_task
def poll_engines() -> int:
    """Look at every job that is out, in case a callback got lost."""
    return actions.poll(actor="system:poll")


@shared_task
def give_up_stalled() -> int:
    """Fail what no worker has moved for an hour."""
    return actions.give_up_stalled(actor="system:sweeper")


@shared_task
def expire_requests() -> int:
    """End the requests that nobody answered in time."""
    return actions.expire_requests(actor="system:sweeper")


@shared_task
def take_down_due() -> int:
    """Take down what withdrawn terms say must come down by now."""
    return actions.take_down_due(actor="system:sweeper")

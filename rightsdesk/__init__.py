"""rightsdesk: the back office that makes licensed remixes and covers lawful, fair and provable."""

from rightsdesk.celery import app as celery_app

__all__ = ["celery_app"]

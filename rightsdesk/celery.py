"""The Celery application: queues and delivery guarantees. What the tasks do stands in each app's tasks.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rightsdesk.settings")

app = Celery("rightsdesk", task_cls="rightsdesk.journal.work:OutboxTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

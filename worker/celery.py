"""The Celery application as configuration: no ETA, no countdown, no stored result, early acknowledgement."""

from __future__ import annotations

from celery import Celery
from celery.schedules import crontab

from orchestrator.urls import celery_url


def make(redis_url: str) -> Celery:
    """An application on the broker at `redis_url` (redis:// or unix://)."""
    app = Celery("callboard", broker=celery_url(redis_url))
    app.conf.update(
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={"socket_timeout": 5, "socket_connect_timeout": 2, "socket_keepalive": True},
        task_acks_late=False,
        task_ignore_result=True,
        task_store_errors_even_if_ignored=False,
        task_create_missing_queues=True,
        task_default_queue="callboard",
        task_serializer="json",
        accept_content=["json"],
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_send_task_events=False,
        timezone="UTC",
        beat_schedule=CALENDAR,
    )
    return app


CALENDAR = {
    "collect": {"task": "worker.collect", "schedule": 60.0, "options": {"expires": 50}},
    "facts": {"task": "worker.facts", "schedule": 300.0, "options": {"expires": 250}},
    "announce": {"task": "worker.announce", "schedule": 300.0, "options": {"expires": 280}},
    "resume": {"task": "worker.resume", "schedule": 60.0, "options": {"expires": 50}},
    "reconcile": {
        "task": "worker.reconcile",
        "schedule": crontab(hour="0-5", minute="11,41"),
        "options": {"expires": 900},
    },
    "reports": {"task": "worker.reports", "schedule": 300.0, "options": {"expires": 250}},
    "questions": {"task": "worker.questions", "schedule": crontab(minute="23"), "options": {"expires": 900}},
    "look_ahead": {"task": "worker.look_ahead", "schedule": 300.0, "options": {"expires": 250}},
    "housekeeping": {"task": "worker.housekeeping", "schedule": crontab(hour="3", minute="17")},
}
"""What recurs. None of it decides what is due: that is asked of the database when a task runs."""

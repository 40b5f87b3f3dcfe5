"""Celery: the queue, the short tasks and the calendar. All decisions are made in `orchestrator`."""

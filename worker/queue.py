"""Waking workers through the broker. Coalesced at the sender; losing a wake costs a second at most."""

from __future__ import annotations

import redis
import structlog
from celery import Celery

from orchestrator.queue import Work

log = structlog.get_logger()

TASKS = {Work.DELIVER: "worker.deliver", Work.COLLECT: "worker.collect"}
COALESCE_MS = 200


class CeleryQueue:
    """The Queue of an installation with a broker."""

    def __init__(self, app: Celery, redis_url: str) -> None:
        self._app = app
        self._valkey = redis.Redis.from_url(redis_url, socket_timeout=1.0, socket_connect_timeout=1.0)

    def wake(self, work: Work) -> None:
        try:
            if self._valkey.set(f"callboard:wake:{work.value}", "1", nx=True, px=COALESCE_MS):
                self._app.send_task(TASKS[work], retry=False)
        except Exception as error:  # noqa: BLE001 - a broker that is away must not fail the recruiter's click
            log.warning("wake_lost", work=work.value, reason=type(error).__name__)

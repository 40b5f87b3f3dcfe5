"""The worker's entry point: `celery -A worker.app worker`. Wires the installation, the sweeper and the tasks."""

from __future__ import annotations

import os
import socket
from typing import Any

from celery.signals import worker_init, worker_shutdown, worker_shutting_down

from orchestrator import bootstrap, settings
from orchestrator.delivery.sweeper import Sweeper

from . import celery, tasks
from .queue import CeleryQueue

_settings = settings.load()
if _settings.redis_url is None or _settings.database_url is None:
    raise settings.SettingsError(
        "CALLBOARD_REDIS_URL",
        "a worker needs CALLBOARD_REDIS_URL and CALLBOARD_DATABASE_URL.",
        "Set both, or start everything with `callboard up`.",
    )
app = celery.make(_settings.redis_url)
callboard = bootstrap.build(_settings, _settings.database_url, CeleryQueue(app, _settings.redis_url))
sweeper = Sweeper(callboard, f"{socket.gethostname()}:{os.getpid()}")
tasks.register(app, callboard, sweeper.pump)


@worker_init.connect
def _start(**_: Any) -> None:
    """Before Celery connects: the sweeper works with a dead broker too."""
    sweeper.start()


@worker_shutting_down.connect
def _stop(**_: Any) -> None:
    """At the first SIGTERM: claim nothing more, at once."""
    sweeper.stop()


@worker_shutdown.connect
def _join(**_: Any) -> None:
    sweeper.join()

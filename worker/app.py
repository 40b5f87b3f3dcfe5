"""The entry point of worker and calendar: `python -m worker.app worker|beat`. Wires installation, sweeper and tasks."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

from celery.signals import worker_init, worker_shutdown, worker_shutting_down

from orchestrator import bootstrap, logs, settings
from orchestrator.delivery.feed_builder import FeedBuilder
from orchestrator.delivery.sweeper import Sweeper

from . import celery, tasks
from .queue import CeleryQueue

logs.configure("worker")
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
builder = FeedBuilder(callboard)
tasks.register(app, callboard, sweeper.pump)


@worker_init.connect
def _start(**_: Any) -> None:
    """Before Celery connects: both work with a dead broker too."""
    sweeper.start()
    builder.start()


@worker_shutting_down.connect
def _stop(**_: Any) -> None:
    """At the first SIGTERM: claim nothing more, at once."""
    sweeper.stop()
    builder.stop()


@worker_shutdown.connect
def _join(**_: Any) -> None:
    sweeper.join()


WORKER = ("--pool=threads", "--concurrency=4", "--without-gossip", "--without-mingle", "--without-heartbeat")
"""More than two threads: a nudge must be answered while the pump runs. Pool, limits and rates are the pump's own."""


def main(arguments: list[str]) -> None:
    """`worker` or `beat`, then Celery's own options."""
    match arguments:
        case ["worker", *options]:
            app.worker_main(
                ["worker", *WORKER, "--loglevel=warning", f"--hostname=callboard-{os.getpid()}@%h", *options]
            )
        case ["beat", *options]:
            # The calendar holds nothing that must survive: what is due is asked of the database.
            schedule = _settings.data_dir / "beat-schedule"
            app.start(["beat", "--loglevel=warning", "--pidfile=", f"--schedule={schedule}", *options])
        case _:
            raise SystemExit("usage: python -m worker.app worker|beat")


if __name__ == "__main__":
    main(sys.argv[1:])

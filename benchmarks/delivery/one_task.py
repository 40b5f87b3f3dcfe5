"""The usual design, to compare with: one Celery task for each posting, with the product's own claim and record."""

from __future__ import annotations

import sys
import threading
import time
from datetime import UTC, datetime

import psycopg
from celery import Celery

from orchestrator import bootstrap, settings
from orchestrator.delivery import work
from orchestrator.delivery.call import carry_out
from orchestrator.delivery.route import Routes
from orchestrator.delivery.work import Task
from orchestrator.outbound.transport import Transport
from orchestrator.storage import claim, outcome, workers
from orchestrator.storage.raw import connect
from worker import celery

TRIES = 50
AGAIN = 0.02


def app_of(redis_url: str) -> Celery:
    return celery.make(redis_url)


def first(connection: psycopg.Connection[object], lease: float) -> list[claim.Claimed]:
    """The next posting. Asks again where it found others at every account: theirs is one for each task."""
    for _ in range(TRIES):
        if rows := claim.claim(connection, accounts=1, per=1, lease=lease):
            return rows
        time.sleep(AGAIN)
    return []


def main() -> None:
    config = settings.load()
    assert config.database_url is not None
    assert config.redis_url is not None
    callboard = bootstrap.build(config, config.database_url)
    routes, transport, local = Routes(callboard), Transport(), threading.local()
    app = app_of(config.redis_url)

    @app.task(name="benchmark.one")  # type: ignore[untyped-decorator] # Celery has no types
    def one() -> None:
        if not hasattr(local, "connection"):
            local.connection = connect(callboard.database.url)
        connection = local.connection
        for row in first(connection, config.lease):
            routes.read({row.account_id: row.version})
            task = work.take(row, routes[row.account_id], 0.5)
            assert isinstance(task, Task)
            sending = claim.begin_sending(connection, [task.intent()], needed=config.deadline)
            if row.id not in sending:
                continue
            body = sending[row.id] or b""
            began = datetime.now(UTC)
            call = task.call(body, config.public_url)
            answered = carry_out(call, task.route, transport, seconds=config.deadline, before_write=lambda: None)
            outcome.record(connection, [work.settle(task, answered, began, datetime.now(UTC), 0.5)])

    with connect(callboard.database.url) as connection:
        workers.seen(connection, "one-task", delivered=0, open_calls=0)
    app.worker_main(
        ["worker", "--pool=threads", f"--concurrency={config.threads}", "--loglevel=error", "--without-gossip",
         "--without-mingle", "--without-heartbeat"]
    )  # fmt: skip


if __name__ == "__main__":
    assert sys.argv[1:] == ["worker"]
    main()

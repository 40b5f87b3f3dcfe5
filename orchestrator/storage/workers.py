"""Each worker's last sign of life and of progress: what supervision and the queue page look at."""

from __future__ import annotations

import psycopg

_SEEN = """
insert into worker (name, progressed_at, delivered, open_calls)
values (%(name)s, case when %(delivered)s > 0 then now() end, %(delivered)s, %(open)s)
on conflict (name) do update set seen_at = now(), open_calls = excluded.open_calls,
  delivered = worker.delivered + excluded.delivered,
  progressed_at = coalesce(excluded.progressed_at, worker.progressed_at)
"""


def seen(connection: psycopg.Connection[object], name: str, *, delivered: int, open_calls: int) -> None:
    """Say that `name` is alive and how many outcomes it has written since it last said so."""
    connection.execute(_SEEN, {"name": name, "delivered": delivered, "open": open_calls})


def left(connection: psycopg.Connection[object], name: str) -> None:
    """A worker that ends in good order takes its row with it."""
    connection.execute("delete from worker where name = %s", (name,))

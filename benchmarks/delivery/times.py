"""How late postings go out, alone and beside boards that never answer; and how fast a full table is claimed."""

from __future__ import annotations

import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass
from itertools import count

from sqlalchemy import text

from orchestrator.delivery.pump import Pump
from orchestrator.storage import claim
from orchestrator.storage.raw import connect

from .world import World

_numbers = count(1)
LEAD = 5.0
"""Seconds before the first one is due, in which all are written and the planner's figures are made."""
SETTLE = 20.0
"""Seconds after the last one is due in which late ones may still come: they count as late, not as lost."""


def lateness(world: World, accounts: int, postings: int, over: float, *, holes: int = 0) -> float:
    """95th percentile of seconds from due to recorded, of postings due evenly over `over` seconds.

    `holes` of the accounts are on a board that never answers; they are not counted.
    """
    label = f"late{next(_numbers)}"
    ids = world.accounts(label, accounts)
    if holes:
        world.boards.fault("blind", "black_hole", probability=1.0, seconds=60.0)
        with world.callboard.database.begin() as connection:
            connection.execute(
                text("update board_account set board = 'blind' where id = any(:ids)"), {"ids": ids[:holes]}
            )
    world.postings(label, ids, postings, over=over, lead=LEAD)
    pump = Pump(world.callboard)
    thread = threading.Thread(target=lambda: _keep(pump, LEAD + over + SETTLE))
    thread.start()
    thread.join()
    pump.stop()
    measured = text(
        "select extract(epoch from d.ended_at - p.starts_at)::float "
        "from delivery d join posting p on p.id = d.posting_id "
        "where p.reference like :like and d.outcome = 'live' and p.account_id <> all(:holes)"
    )
    with world.callboard.database.read() as connection:
        found = [row[0] for row in connection.execute(measured, {"like": f"{label}-%", "holes": ids[:holes]})]
    expected = postings * (accounts - holes) // accounts
    if len(found) < expected * 0.99:
        raise SystemExit(f"only {len(found)} of {expected} postings were answered")
    return float(statistics.quantiles(found, n=20)[-1])


def _keep(pump: Pump, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pump.run(max(0.1, end - time.monotonic()))
        time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Claims:
    """Rows a second, the 99th percentile of a claim in ms, and the same while an old snapshot is held."""

    rows_per_s: float
    p99_ms: float
    beside_old_rows_per_s: float
    beside_old_p99_ms: float


def claims(world: World, accounts: int, rows: int) -> Claims:
    """Claims of 64 rows from 8 accounts, of a table that gets `rows` more; first free, then while somebody reads the
    database as it was, so that nothing dead can be cleared away.

    As many claims each time as serve every account, twice; it is an error when one was not served. What the load left
    to be written and vacuumed is done before: no installation takes in as much just before it claims.
    """
    label = f"claim{next(_numbers)}"
    ids = world.accounts(label, accounts)
    world.postings(label, ids, rows)
    with world.callboard.database.begin() as connection:
        connection.execute(
            text("update board_account set win = 1000000, win_max = 1000000 where id = any(:ids)"), {"ids": ids}
        )
        # What earlier measurements left behind waits for somebody.
        connection.execute(text("update board_account set paused_at = now() where id <> all(:ids)"), {"ids": ids})
    with connect(world.callboard.database.url) as old:
        old.execute("vacuum analyze posting, payload, due, board_account, account_queue")
        old.execute("checkpoint")
        free = _claims(world, ids)
        old.execute("begin isolation level repeatable read")
        old.execute("select count(*) from board_account")
        return Claims(*free, *_claims(world, ids))


def _claims(world: World, ids: list[int]) -> tuple[float, float]:
    """Rows a second and the 99th percentile in ms, over a connection of its own as the pump has."""
    took: list[float] = []
    got: Counter[int] = Counter()
    with connect(world.callboard.database.url, relaxed=True) as connection:
        since = None
        for _ in range(max(300, 2 * len(ids) // 8)):
            began = time.perf_counter()
            claimed = claim.claim(connection, accounts=8, per=8, lease=600.0, since=since)
            took.append(time.perf_counter() - began)
            since = claimed[0].low if claimed else None
            got.update(each.account_id for each in claimed)
    if missed := len(ids) - len(got):
        raise SystemExit(f"{missed} of {len(ids)} accounts were not served")
    return got.total() / sum(took), statistics.quantiles(took, n=100)[-1] * 1000

"""How late postings go out, alone and beside boards that never answer; and how fast a full table is claimed."""

from __future__ import annotations

import statistics
import threading
import time
from collections import Counter
from contextlib import ExitStack
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


def claims(world: World, accounts: int, rows: int, *, old_snapshot: bool = False) -> tuple[float, float]:
    """Rows a second and the 99th percentile of a claim in ms: 64 rows from 8 accounts, of a table of `rows`.

    As many claims as serve every account, twice; it is an error when one was not served. `old_snapshot`: meanwhile
    somebody reads the database as it was before, so that nothing dead can be cleared away.
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
    took: list[float] = []
    got: Counter[int] = Counter()
    with connect(world.callboard.database.url, relaxed=True) as connection, ExitStack() as reading:
        connection.execute("vacuum analyze posting, due, board_account, account_queue")
        if old_snapshot:
            old = reading.enter_context(connect(world.callboard.database.url))
            old.execute("begin isolation level repeatable read")
            old.execute("select count(*) from board_account")
        since = None
        for _ in range(max(300, 2 * accounts // 8)):
            began = time.perf_counter()
            claimed = claim.claim(connection, accounts=8, per=8, lease=600.0, since=since)
            took.append(time.perf_counter() - began)
            since = claimed[0].low if claimed else None
            got.update(each.account_id for each in claimed)
    if missed := len(ids) - len(got):
        raise SystemExit(f"{missed} of {accounts} accounts were not served")
    return got.total() / sum(took), statistics.quantiles(took, n=100)[-1] * 1000

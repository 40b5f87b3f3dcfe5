"""The pump: keeps the sending threads full until nothing is sendable. At most one in a process.

A turn claims due postings; the starter stores the intents of those that will change something at a board and hands
them to the threads; the recorder writes what came of them. No transaction is open while a board is talked to.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import datetime

import psycopg
import structlog

from orchestrator.boards.registry import UnknownBoard
from orchestrator.callboard import Callboard
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.transport import Transport
from orchestrator.storage import account_queue, breaker
from orchestrator.storage import claim as claims
from orchestrator.storage.claim import Claimed
from orchestrator.storage.raw import connect
from orchestrator.vault import SealBroken

from . import work
from .probe import answers
from .recorder import Recorder
from .route import Routes
from .senders import Senders
from .starter import Starter
from .work import Task

log = structlog.get_logger()

TURN = 0.005
AHEAD = 4
"""One for so many threads is claimed ahead, so that a thread that is free finds work; fewer are not worth a claim."""
FLUSH_GRACE = 5.0
PROBE_EVERY = 0.5
FREE_EVERY = 1.0


class Pump:
    """Made once per process; `run` may be called again and again, by one thread at a time.

    `progress` is told how many outcomes were written, for whoever watches the worker.
    """

    def __init__(
        self, callboard: Callboard, progress: Callable[[int, int], None] = lambda written, open_calls: None
    ) -> None:
        self._callboard = callboard
        self._settings = callboard.settings
        self._progress = progress
        self._transport = Transport()
        self._routes = Routes(callboard)
        self._running = threading.Lock()
        self._stopping = threading.Event()
        self._ahead = max(1, self._settings.threads // AHEAD)
        self._chance = random.Random()
        self._wide = 8
        self._probe_at = 0.0
        self._free_at = 0.0
        self._since: datetime | None = None

    def stop(self) -> None:
        """Claim nothing any more; `run` returns when what is open has ended."""
        self._stopping.set()

    def stopping(self) -> bool:
        """Has this process been told to end?"""
        return self._stopping.is_set()

    def run(self, seconds: float = 60.0) -> bool:
        """Pump until nothing is sendable, at most `seconds` plus the open calls. False when it runs already."""
        if self._stopping.is_set() or not self._running.acquire(blocking=False):
            return False
        try:
            self._run(time.monotonic() + seconds)
        finally:
            self._running.release()
        return True

    def _run(self, until: float) -> None:
        url = self._callboard.database.url
        senders = Senders(self._settings.threads)
        recorder = Recorder(lambda: connect(url), lambda batch: self._progress(len(batch), senders.open))
        starter = Starter(self._settings, self._transport, lambda: connect(url), senders, recorder)
        try:
            with connect(url, relaxed=True) as connection:
                while time.monotonic() < until and not self._stopping.is_set():
                    senders.changed.clear()
                    if time.monotonic() > self._free_at:
                        self._free_at = time.monotonic() + FREE_EVERY
                        self._since = None
                        account_queue.free(connection, lease=self._settings.lease)
                    found = self._turn(connection, senders, starter, recorder)
                    busy = starter.waiting > 0 or senders.open > 0 or recorder.busy
                    if not found and not busy and not account_queue.sendable_soon(connection):
                        break
                    if not found:
                        senders.changed.wait(TURN if busy else 10 * TURN)
        finally:
            starter.close()
            senders.close()
            recorder.close(FLUSH_GRACE)

    def _turn(
        self, connection: psycopg.Connection[object], senders: Senders, starter: Starter, recorder: Recorder
    ) -> bool:
        """One claim and what follows from it. Says whether anything was claimed."""
        room, held = senders.free()
        room += self._ahead - starter.waiting
        if room < self._ahead and (senders.open or starter.waiting):
            return False
        wide = min(self._wide, room)
        lease = Deadline.after(self._settings.lease)
        per = max(1, room // wide)
        rows = claims.claim(
            connection, accounts=wide, per=per, lease=self._settings.lease, held=held, since=self._since
        )
        self._since = rows[0].low if rows else None
        self._wide = _width(wide, len({row.account_id for row in rows}), full=len(rows) == wide * per)
        if rows:
            starter.start(self._take(connection, rows, recorder), lease)
        if time.monotonic() > self._probe_at:
            self._probe_at = time.monotonic() + PROBE_EVERY
            self._probe(connection, senders)
        return bool(rows)

    def _probe(self, connection: psycopg.Connection[object], senders: Senders) -> None:
        """Ask one silent board whether it answers; never by sending it an advert."""
        silent = breaker.to_probe(connection, lease=self._settings.lease)
        if silent is None:
            return
        account, version = silent
        self._routes.read({account: version})

        def ask() -> None:
            alive = False
            try:
                alive = answers(self._routes[account], self._transport, seconds=self._settings.deadline)
            finally:
                with connect(self._callboard.database.url) as mine:
                    breaker.probed(mine, account, alive=alive)

        senders.start(account, ask)

    def _take(self, connection: psycopg.Connection[object], rows: list[Claimed], recorder: Recorder) -> list[Task]:
        """What has to be done at boards; what needs no call is written at once."""
        tasks: list[Task] = []
        self._routes.read({row.account_id: row.version for row in rows})
        for row in rows:
            try:
                taken = work.take(row, self._routes[row.account_id], self._chance.random())
            except (UnknownBoard, SealBroken) as error:
                log.error("account_unusable", account=row.account_id, reason=str(error))
                breaker.pause(connection, row.account_id, str(error))
                claims.release(connection, [row])
                continue
            if isinstance(taken, Task):
                tasks.append(taken)
            else:
                recorder.add(taken)
        return tasks


def _width(wide: int, served: int, *, full: bool) -> int:
    """How many accounts the next claim asks: as many as are ready where they are few, else more of them the shorter
    their queues are."""
    if 0 < served < wide:
        return served + 1
    return max(min(wide, 8), wide // 2) if full else min(64, wide * 2)

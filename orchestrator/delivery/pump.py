"""The pump: keeps the sending threads full until nothing is sendable. At most one in a process.

A turn claims due postings, stores the intents of those that will change something at a board, hands them to the
threads, and lets the recorder write what came of them. No transaction is open while a board is talked to.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import psycopg
import structlog

from orchestrator.boards.registry import UnknownBoard
from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Retry
from orchestrator.domain.transition import Failed
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.transport import Transport
from orchestrator.storage import breaker
from orchestrator.storage import claim as claims
from orchestrator.storage.bodies import bodies
from orchestrator.storage.claim import Claimed
from orchestrator.storage.outcome import Recorded
from orchestrator.storage.raw import connect
from orchestrator.vault import SealBroken

from . import work
from .call import Answered, carry_out
from .probe import answers
from .recorder import Recorder
from .route import Routes
from .senders import Senders
from .work import Task

log = structlog.get_logger()

TURN = 0.005
MARGIN = 2.0
"""Seconds of lease that must be left beyond a call's deadline when it starts."""
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
        self._tickets = count(1)
        self._chance = random.Random()
        self._wide = 8
        self._probe_at = 0.0
        self._free_at = 0.0

    def stop(self) -> None:
        """Claim nothing any more; `run` returns when what is open has ended."""
        self._stopping.set()

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
        senders = Senders(self._settings.threads)
        recorder = Recorder(lambda: connect(self._callboard.database.url), lambda batch: self._written(batch, senders))
        try:
            with connect(self._callboard.database.url) as connection:
                while time.monotonic() < until and not self._stopping.is_set():
                    senders.changed.clear()
                    if time.monotonic() > self._free_at:
                        self._free_at = time.monotonic() + FREE_EVERY
                        claims.free(connection, lease=self._settings.lease)
                    found = self._turn(connection, senders, recorder)
                    busy = senders.open > 0 or recorder.busy
                    if not found and not busy and not claims.sendable_soon(connection):
                        break
                    if not found:
                        senders.changed.wait(TURN if busy else 10 * TURN)
        finally:
            senders.close()
            recorder.close(FLUSH_GRACE)

    def _turn(self, connection: psycopg.Connection[object], senders: Senders, recorder: Recorder) -> bool:
        """One claim and what follows from it. Says whether anything was claimed."""
        room, held = senders.free()
        if room == 0:
            return False
        wide = min(self._wide, room)
        lease = Deadline.after(self._settings.lease)
        per = max(1, room // wide)
        rows = claims.claim(connection, accounts=wide, per=per, lease=self._settings.lease, held=held)
        self._wide = _width(wide, len({row.account_id for row in rows}), full=len(rows) == wide * per)
        if rows:
            self._dispatch(connection, rows, lease, senders, recorder)
        elif time.monotonic() > self._probe_at:
            self._probe_at = time.monotonic() + PROBE_EVERY
            self._probe(connection, senders)
        return bool(rows)

    def _probe(self, connection: psycopg.Connection[object], senders: Senders) -> None:
        """Ask one silent board whether it answers; never by sending it an advert."""
        account = breaker.to_probe(connection, lease=self._settings.lease)
        if account is None:
            return

        def ask() -> None:
            alive = False
            try:
                alive = answers(self._routes[account], self._transport, seconds=self._settings.deadline)
            finally:
                with connect(self._callboard.database.url) as mine:
                    breaker.probed(mine, account, alive=alive)

        senders.start(next(self._tickets), account, ask)

    def _dispatch(
        self,
        connection: psycopg.Connection[object],
        rows: list[Claimed],
        lease: Deadline,
        senders: Senders,
        recorder: Recorder,
    ) -> None:
        tasks: list[Task] = []
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
        stored = bodies(connection, [(task.row.id, task.content) for task in tasks])
        intending = [task for task in tasks if task.intends]
        needed = self._settings.deadline + MARGIN
        started = (
            claims.begin_sending(connection, [task.intent() for task in intending], needed=needed)
            if intending
            else set()
        )
        claims.release(connection, [task.row for task in intending if task.row.id not in started])
        for task in tasks:
            if not task.intends or task.row.id in started:
                body = stored.get((task.row.id, task.content))
                senders.start(next(self._tickets), task.row.account_id, self._sender(task, body, lease, recorder))

    def _sender(self, task: Task, body: bytes | None, lease: Deadline, recorder: Recorder) -> Callable[[], None]:
        """The work of one thread: the call, and what it means."""

        def now() -> datetime:
            """The database's clock, carried on from the claim by ours."""
            return task.row.now + timedelta(seconds=self._settings.lease - lease.remaining())

        def before_write() -> None:
            if lease.remaining() <= 0:
                raise Retry("the lease was over before the first byte went out")

        def send() -> None:
            began = now()
            if body is None and task.needs_body:
                answered = Answered(Failed("the text of this posting was never prepared"), (), timed_out=False)
            else:
                answered = carry_out(
                    task.call(body or b"", self._settings.public_url),
                    task.route,
                    self._transport,
                    # Whoever takes over when the lease ends may rely on it that nobody is still at it.
                    seconds=min(self._settings.deadline, max(0.0, lease.remaining())),
                    before_write=before_write,
                )
            recorded = work.settle(task, answered, began, now(), self._chance.random())
            recorder.add(work.with_entry(recorded, task, body or b""))

        return send

    def _written(self, batch: list[Recorded], senders: Senders) -> None:
        """The login may have been changed by somebody who reads the alarm: look at it anew soon."""
        self._routes.forget(each.account_id for each in batch if each.effect.pause)
        self._progress(len(batch), senders.open)


def _width(wide: int, served: int, *, full: bool) -> int:
    """How many accounts the next claim asks: as many as are ready where they are few, else more of them the shorter
    their queues are."""
    if 0 < served < wide:
        return served + 1
    return max(min(wide, 8), wide // 2) if full else min(64, wide * 2)

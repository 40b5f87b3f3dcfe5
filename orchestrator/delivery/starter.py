"""Stores the intents of claimed postings, wave by wave, and lets the sending threads go.

A thread of its own: storing an intent waits for the disk, and the pump claims the next ones meanwhile.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import psycopg
import structlog

from orchestrator.domain.errors import Retry
from orchestrator.domain.operation import Operation
from orchestrator.domain.transition import Failed
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.transport import Transport
from orchestrator.settings import Settings
from orchestrator.storage import claim as claims
from orchestrator.storage.bodies import bodies

from . import work
from .call import Answered, carry_out, carry_out_together
from .recorder import Recorder
from .senders import Senders
from .work import Task

log = structlog.get_logger()

MARGIN = 2.0
"""Seconds of lease that must be left beyond a call's deadline when it starts."""

Sending = tuple[Task, bytes | None, Deadline]
"""A claimed posting whose intent is stored, its bytes, and what is left of its lease."""


class Starter:
    """`start` never blocks; `close` returns when everything given has been handed to the threads."""

    def __init__(
        self,
        settings: Settings,
        transport: Transport,
        connect: Callable[[], psycopg.Connection[object]],
        senders: Senders,
        recorder: Recorder,
    ) -> None:
        self._settings = settings
        self._transport = transport
        self._connect = connect
        self._senders = senders
        self._recorder = recorder
        self._chance = random.Random()
        self._given: list[tuple[Task, Deadline]] = []
        self._waiting = 0
        self._lock = threading.Lock()
        self._filled = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="starter")
        self._thread.start()

    def start(self, tasks: list[Task], lease: Deadline) -> None:
        """Send these as soon as their intents are stored; `lease` is what is left of their claim."""
        with self._lock:
            self._given.extend((task, lease) for task in tasks)
            self._waiting += len(tasks)
        self._filled.set()

    @property
    def waiting(self) -> int:
        """How many are not with a thread yet."""
        return self._waiting

    def close(self) -> None:
        self._closing = True
        self._filled.set()
        self._thread.join()

    def _run(self) -> None:
        connection: psycopg.Connection[object] | None = None
        while self._filled.wait() and not (self._closing and not self._given):
            with self._lock:
                wave, self._given = self._given, []
                self._filled.clear()
            try:
                if connection is None or connection.closed:
                    connection = self._connect()
                self._start(connection, wave)
            except psycopg.OperationalError as error:
                # Claimed and not sent: they are due again when their lease ends.
                log.warning("database_away", waiting=len(wave), reason=str(error).splitlines()[0])
                if connection is not None:
                    connection.close()
            finally:
                with self._lock:
                    self._waiting -= len(wave)
                self._senders.changed.set()
                if self._closing:
                    self._filled.set()
        if connection is not None:
            connection.close()

    def _start(self, connection: psycopg.Connection[object], wave: list[tuple[Task, Deadline]]) -> None:
        intents = [task.intent() for task, _ in wave if task.intends]
        needed = self._settings.deadline + MARGIN
        sending = claims.begin_sending(connection, intents, needed=needed) if intents else {}
        claims.release(connection, [task.row for task, _ in wave if task.intends and task.row.id not in sending])
        wanted = [(task.row.id, task.content) for task, _ in wave if not task.intends and task.needs_body]
        stored = bodies(connection, wanted)
        alone: list[Sending] = []
        together: dict[tuple[int, Operation], list[Sending]] = {}
        for task, lease in wave:
            if task.intends and task.row.id not in sending:
                continue
            body = sending[task.row.id] if task.intends else stored.get((task.row.id, task.content))
            if task.may_share and (body is not None or not task.needs_body):
                together.setdefault((task.row.account_id, task.do.operation), []).append((task, body, lease))
            else:
                alone.append((task, body, lease))
        for each in alone:
            self._senders.start(each[0].row.account_id, partial(self._send, each))
        for (account, _), shared in together.items():
            self._senders.start(account, partial(self._send_together, shared))

    def _send(self, sending: Sending) -> None:
        """The work of a thread: the call, and what it means."""
        task, body, lease = sending
        began = self._now(task, lease)
        if body is None and task.needs_body:
            answered = Answered(Failed("the text of this posting was never prepared"), (), timed_out=False)
        else:
            call = task.call(body or b"", self._settings.public_url)
            answered = carry_out(
                call, task.route, self._transport, seconds=self._seconds(lease), before_write=partial(_in_time, lease)
            )
        self._settle(sending, answered, began)

    def _send_together(self, shared: list[Sending]) -> None:
        """The work of a thread that sends several in one request."""
        route, lease = shared[0][0].route, min((lease for _, _, lease in shared), key=Deadline.remaining)
        began = [self._now(task, lease) for task, _, lease in shared]
        calls = [task.call(body or b"", self._settings.public_url) for task, body, _ in shared]
        answers = carry_out_together(
            calls, route, self._transport, seconds=self._seconds(lease), before_write=partial(_in_time, lease)
        )
        for sending, answered, at in zip(shared, answers, began, strict=True):
            self._settle(sending, answered, at)

    def _settle(self, sending: Sending, answered: Answered, began: datetime) -> None:
        task, body, lease = sending
        recorded = work.settle(task, answered, began, self._now(task, lease), self._chance.random())
        self._recorder.add(work.with_entry(recorded, task, body or b""))

    def _seconds(self, lease: Deadline) -> float:
        """Whoever takes over when the lease ends may rely on it that nobody is still at it."""
        return min(self._settings.deadline, max(0.0, lease.remaining()))

    def _now(self, task: Task, lease: Deadline) -> datetime:
        """The database's clock, carried on from the claim by ours."""
        return task.row.now + timedelta(seconds=self._settings.lease - lease.remaining())


def _in_time(lease: Deadline) -> None:
    if lease.remaining() <= 0:
        raise Retry("the lease was over before the first byte went out")

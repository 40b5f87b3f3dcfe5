"""A plain thread that starts the pump about every second, whatever the broker does.

Celery's own timers stand still while the broker is dead, and a wake may be lost; this thread depends on neither.
It must not be a daemon: an open call is waited for when the worker ends.
"""

from __future__ import annotations

import random
import threading

import psycopg
import structlog

from orchestrator.callboard import Callboard
from orchestrator.storage import account_queue, workers
from orchestrator.storage.raw import connect

from .pump import Pump

log = structlog.get_logger()

EVERY = 1.0
REPAIR_EVERY = 15


class Sweeper:
    """Owns the process's pump and the sign of life of its worker."""

    def __init__(self, callboard: Callboard, name: str) -> None:
        self.pump = Pump(callboard, self._note)
        self._callboard = callboard
        self._name = name
        self._delivered = 0
        self._open = 0
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._chance = random.Random()
        self._thread = threading.Thread(target=self._run, name="sweeper")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Claim nothing any more and end; `join` to wait for what is open."""
        self.pump.stop()
        self._ended.set()

    def join(self) -> None:
        self._thread.join()

    def _note(self, written: int, open_calls: int) -> None:
        with self._lock:
            self._delivered += written
            self._open = open_calls

    def _run(self) -> None:
        turn = self._chance.randrange(REPAIR_EVERY)
        while not self._ended.wait(EVERY * (0.75 + self._chance.random() / 2)):
            turn += 1
            try:
                self._sweep(repair=turn % REPAIR_EVERY == 0)
            except psycopg.OperationalError as error:
                log.warning("database_away", reason=str(error).splitlines()[0])
        self._leave()

    def _sweep(self, *, repair: bool) -> None:
        with connect(self._callboard.database.url) as connection:
            if repair:
                account_queue.repair(connection, lease=self._callboard.settings.lease)
            with self._lock:
                delivered, self._delivered = self._delivered, 0
            workers.seen(connection, self._name, delivered=delivered, open_calls=self._open)
            account_queue.free(connection, lease=self._callboard.settings.lease)
            due = account_queue.sendable_soon(connection)
        if due:
            self.pump.run()

    def _leave(self) -> None:
        try:
            with connect(self._callboard.database.url) as connection:
                workers.left(connection, self._name)
        except psycopg.OperationalError as error:
            log.warning("database_away", reason=str(error).splitlines()[0])

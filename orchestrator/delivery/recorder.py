"""Writes what came of the calls, every 20 ms, and keeps trying while the database is away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psycopg
import structlog

from orchestrator.storage import outcome
from orchestrator.storage.outcome import Recorded

log = structlog.get_logger()

EVERY = 0.02
MOST = 500


class Recorder:
    """One thread with one connection. `add` never blocks; `close` returns when everything is written.

    While the database is away results are kept in memory and written when it is back: throwing an answer away
    would turn a known outcome into an unknown one.
    """

    def __init__(
        self, connect: Callable[[], psycopg.Connection[object]], done: Callable[[list[Recorded]], None]
    ) -> None:
        self._connect = connect
        self._done = done
        self._waiting: list[Recorded] = []
        self._unwritten = 0
        self._lock = threading.Lock()
        self._filled = threading.Event()
        self._closing = False
        self._give_up_at: float | None = None
        self._connection: psycopg.Connection[object] | None = None
        self._thread = threading.Thread(target=self._run, name="recorder")
        self._thread.start()

    def add(self, recorded: Recorded) -> None:
        with self._lock:
            self._waiting.append(recorded)
            self._unwritten += 1
        self._filled.set()

    @property
    def busy(self) -> bool:
        """Is anything not written yet? Only then do the accounts know that their windows have room again."""
        return self._unwritten > 0

    def close(self, grace: float) -> None:
        """Write what is left; after `grace` seconds without a database give up and say what was lost."""
        self._give_up_at = time.monotonic() + grace
        self._closing = True
        self._filled.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            self._filled.wait()
            time.sleep(EVERY)
            with self._lock:
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                if not self._waiting:
                    self._filled.clear()
            if batch:
                self._write(batch)
                with self._lock:
                    self._unwritten -= len(batch)
            elif self._closing:
                break
            if self._closing:
                self._filled.set()
        if self._connection is not None:
            self._connection.close()

    def _write(self, batch: list[Recorded]) -> None:
        pause = 0.1
        while True:
            try:
                if self._connection is None or self._connection.closed:
                    self._connection = self._connect()
                stale = outcome.record(self._connection, batch)
            except psycopg.OperationalError as error:
                self._drop()
                if self._give_up_at is not None and time.monotonic() > self._give_up_at:
                    log.error("outcomes_lost", postings=[each.posting.id for each in batch], reason=str(error))
                    break
                log.warning("database_away", waiting=len(batch), reason=str(error).splitlines()[0])
                time.sleep(pause)
                pause = min(2.0, pause * 2)
                continue
            except psycopg.Error as error:
                self._one_by_one(batch, error)
                return
            if stale:
                log.warning("stale_outcomes", postings=sorted(stale))
            break
        self._done(batch)

    def _one_by_one(self, batch: list[Recorded], error: psycopg.Error) -> None:
        """A row that cannot be written must not hold up the others; its lease will end and settle it."""
        if len(batch) > 1:
            for each in batch:
                self._write([each])
            return
        log.error("outcome_unwritable", posting=batch[0].posting.id, reason=str(error))
        self._done(batch)

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

"""Hits on their way into the database. Adding one takes no input or output, so an answer never waits for it."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Iterable
from pathlib import Path

import structlog
from sqlalchemy import exc

from orchestrator.domain.hit import Hit
from orchestrator.storage import hits
from orchestrator.storage.database import Database

from .spool import Batch, Spool

log = structlog.get_logger()

EVERY = 0.05
"""Seconds hits are gathered before they are copied."""
AGAIN = 1.0
"""Seconds between two tries whether the database is back."""


class HitBuffer:
    """Collects in memory; one thread copies into `hit`, and spools to `folder` while the database is away.

    Each batch has a number that is stored with it, so that one whose commit got no answer is never counted twice.
    A killed process loses what came within the last EVERY seconds; `close` loses nothing.
    """

    def __init__(self, database: Database, folder: Path, *, every: float = EVERY, again: float = AGAIN) -> None:
        self._database = database
        self._folder = folder
        self._every = every
        self._again = again
        self._writer = secrets.token_hex(8)
        self._number = 0
        self._hits: list[Hit] = []
        self._batches: deque[Batch] = deque()
        self._spool: Spool | None = None
        self._orphans: list[Spool] = []
        self._tried_at = float("-inf")
        self._away = False
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hits", daemon=True)

    def start(self) -> None:
        """Begin to copy, first what earlier processes left behind."""
        self._orphans = Spool.orphans(self._folder)
        self._news.set()
        self._thread.start()

    def add(self, hit: Hit) -> None:
        """Take one. Never waits and never raises."""
        with self._lock:
            self._hits.append(hit)
        self._news.set()

    def close(self) -> None:
        """Write out everything, into the database or else to disk, and stop. Waits some seconds at most."""
        self._stop.set()
        self._news.set()
        if self._thread.is_alive():
            self._thread.join()
        if self._batches:
            lost = sum(len(batch.hits) for batch in self._batches)
            log.critical("hits_lost", hits=lost, folder=str(self._folder))
        for spool in (self._spool, *self._orphans):
            if spool is not None:
                spool.close()
        self._spool, self._orphans = None, []

    def _run(self) -> None:
        while not self._stop.is_set():
            self._news.wait(self._again if self._waiting() else None)
            self._news.clear()
            self._stop.wait(self._every)
            self._turn()
        self._turn()

    def _waiting(self) -> bool:
        return bool(self._away or self._batches or self._orphans)

    def _turn(self) -> None:
        """What came since the last turn goes to the database, or when that is away, to the spool."""
        with self._lock:
            taken, self._hits = self._hits, []
        if taken:
            self._number += 1
            self._batches.append(Batch(self._writer, self._number, tuple(taken)))
        if self._away:
            self._to_spool()  # first: trying the database may take seconds
        if self._waiting() and (not self._away or time.monotonic() - self._tried_at >= self._again):
            self._to_database()

    def _to_database(self) -> None:
        try:
            for spool in self._orphans:
                self._write(spool.batches())
            if self._spool is not None:
                self._write(self._spool.batches())
                self._spool.clear()
            while self._batches:
                self._write([self._batches[0]])
                self._batches.popleft()
        except (exc.DBAPIError, exc.TimeoutError) as error:
            if not self._away:
                log.warning("hits_spooled", folder=str(self._folder), reason=str(error.args[0]))
            self._away, self._tried_at = True, time.monotonic()
            self._to_spool()
            return
        if self._away:
            log.info("hits_replayed")
        self._away = False
        for spool in self._orphans:
            spool.clear()
            spool.close()
        self._orphans = []

    def _write(self, batches: Iterable[Batch]) -> None:
        for batch in batches:
            with self._database.begin() as connection:
                hits.write(connection, batch.writer, batch.number, batch.hits)

    def _to_spool(self) -> None:
        """What the disk does not take stays in memory for the next turn."""
        try:
            if self._batches and self._spool is None:
                self._spool = Spool.create(self._folder, self._writer)
            while self._spool is not None and self._batches:
                self._spool.append(self._batches[0])
                self._batches.popleft()
        except OSError as error:
            log.warning("hits_held_in_memory", folder=str(self._folder), reason=error.strerror)

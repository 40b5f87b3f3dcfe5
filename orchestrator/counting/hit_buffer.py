"""Hits on their way into the database. Adding one takes no input or output, so an answer never waits for it."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from heapq import merge
from operator import attrgetter
from pathlib import Path

import structlog
from sqlalchemy import exc

from orchestrator.domain.hit import Hit
from orchestrator.storage import hits
from orchestrator.storage.database import Database

from .spool import Batch, Spool

log = structlog.get_logger()

EVERY = 0.03
"""Seconds hits are gathered before they are written down."""
AGAIN = 1.0
"""Seconds between two tries whether the database is back."""


class HitBuffer:
    """Collects in memory; one thread writes batches into a file in `folder`, another copies them into `hit`.

    Each batch has a number that is stored with it, so that one whose commit got no answer is never counted twice. A
    killed process loses what came within the last EVERY seconds, however slow the database is: the next one finds
    the file. `close` loses nothing, and while the database is away the file is on the disk for good.
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
        """To be copied; while the database is away only what the disk did not take."""
        self._loose: set[int] = set()
        self._spool: Spool | None = None
        self._orphans: list[Spool] = []
        self._tried_at = float("-inf")
        self._away = False
        self._lock, self._files = threading.Lock(), threading.Lock()
        self._news, self._work = threading.Event(), threading.Event()
        self._stop = threading.Event()
        self._gatherer = threading.Thread(target=self._gather, name="hits", daemon=True)
        self._copier = threading.Thread(target=self._copy, name="hits-copy", daemon=True)

    def start(self) -> None:
        """Begin to copy, first what earlier processes left behind."""
        self._orphans = Spool.orphans(self._folder)
        self._work.set()
        self._gatherer.start()
        self._copier.start()

    def add(self, hit: Hit) -> None:
        """Take one. Never waits and never raises."""
        with self._lock:
            self._hits.append(hit)
        if not self._news.is_set():
            self._news.set()

    def close(self) -> None:
        """Write out everything, into the database or else to disk, and stop. Waits some seconds at most."""
        self._stop.set()
        self._news.set()
        if self._gatherer.is_alive():
            self._gatherer.join()
        self._work.set()
        if self._copier.is_alive():
            self._copier.join()
        if self._batches:
            lost = sum(len(batch.hits) for batch in self._batches)
            log.critical("hits_lost", hits=lost, folder=str(self._folder))
        for spool in (self._spool, *self._orphans):
            if spool is not None:
                spool.close()
        self._spool, self._orphans = None, []

    def _gather(self) -> None:
        while not self._stop.is_set():
            self._news.wait()
            self._news.clear()
            self._stop.wait(self._every)
            self._write_down()
        self._write_down()

    def _write_down(self) -> None:
        with self._lock:
            taken, self._hits = self._hits, []
        if not taken:
            return
        self._number += 1
        batch = Batch(self._writer, self._number, tuple(taken))
        with self._files:
            kept = self._to_spool(batch)
            if not kept:
                self._loose.add(batch.number)
            if not (kept and self._away):
                self._batches.append(batch)
        self._work.set()

    def _to_spool(self, batch: Batch) -> bool:
        """What the disk does not take stays in memory."""
        try:
            if self._spool is None:
                self._spool = Spool.create(self._folder, self._writer)
            self._spool.append(batch, sync=self._away)
        except OSError as error:
            log.warning("hits_held_in_memory", folder=str(self._folder), reason=error.strerror)
            return False
        return True

    def _copy(self) -> None:
        while self._gatherer.is_alive():
            self._work.wait(self._again if self._away or self._orphans else None)
            self._work.clear()
            self._turn()
        self._tried_at = float("-inf")
        self._turn()

    def _turn(self) -> None:
        try:
            if self._orphans or self._away:
                if time.monotonic() - self._tried_at < self._again:
                    return
                self._replay()
            self._drain()
        except (exc.DBAPIError, exc.TimeoutError) as error:
            self._went_away(str(error.args[0]))

    def _drain(self) -> None:
        while self._batches:
            self._write([self._batches[0]])
            with self._files:
                self._loose.discard(self._batches.popleft().number)
                if not self._batches and self._spool is not None:
                    self._spool.clear()

    def _went_away(self, reason: str) -> None:
        if not self._away:
            log.warning("hits_spooled", folder=str(self._folder), reason=reason)
        with self._files:
            self._away, self._tried_at = True, time.monotonic()
            self._batches = deque(batch for batch in self._batches if batch.number in self._loose)
            if self._spool is not None:
                with suppress(OSError):
                    self._spool.sync()

    def _replay(self) -> None:
        """Copy what is on disk, and what came there meanwhile, until nothing is left."""
        for spool in self._orphans:
            self._write(spool.batches())
        for spool in self._orphans:
            spool.clear()
            spool.close()
        self._orphans = []
        done = 0
        while self._away:
            with self._files:
                loose, spooled = list(self._batches), self._number
            kept = self._spool.batches() if self._spool is not None else iter(())
            self._write(each for each in merge(kept, loose, key=attrgetter("number")) if each.number > done)
            done = spooled
            with self._files:
                if self._number == spooled:
                    self._away = False
                    self._batches.clear()
                    self._loose.clear()
                    if self._spool is not None:
                        self._spool.clear()
                    log.info("hits_replayed")

    def _write(self, batches: Iterable[Batch]) -> None:
        for batch in batches:
            with self._database.begin() as connection:
                hits.write(connection, batch.writer, batch.number, batch.hits)

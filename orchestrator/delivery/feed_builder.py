"""A plain thread of each worker that brings feeds up to date within seconds of a change, whatever the broker does."""

from __future__ import annotations

import threading
import time

import psycopg
import sqlalchemy.exc
import structlog

from orchestrator.callboard import Callboard
from orchestrator.services.build_feeds import build_feeds

log = structlog.get_logger()

EVERY = 1.0
"""Seconds between two looks, at least. After much work it rests as long as it has worked: while thousands of adverts
are changing, their segments are made a few times, not once for every change, and half a core is left to delivery."""


class FeedBuilder:
    """Works from `start` to `stop`. A daemon: what is cut off by the worker's end is made again by the next."""

    def __init__(self, callboard: Callboard) -> None:
        self._callboard = callboard
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feed builder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()

    def _run(self) -> None:
        rest = EVERY
        while not self._ended.wait(rest):
            began = time.monotonic()
            try:
                build_feeds(self._callboard)
            except (psycopg.OperationalError, sqlalchemy.exc.OperationalError) as error:
                # The lock has a connection of its own, beside those of the pool: either may be the first to break.
                log.warning("database_away", reason=str(error).splitlines()[0])
            rest = max(EVERY, time.monotonic() - began)

"""The sending threads, and who is using them.

A call that has waited over a second no longer counts against the pool (a spare thread takes its place), and its
account gets no further one: twenty boards that never answer must not hold up the others.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from math import inf
from queue import SimpleQueue

import structlog

log = structlog.get_logger()

SLOW = 1.0

_Work = tuple[int, Callable[[], None]]


class Senders:
    """At most `threads` calls that are quick, and as many again that are slow.

    Plain threads on a queue: the futures of an executor cost a seventh of a worker's time and nobody asks for them.
    """

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._queue: SimpleQueue[_Work | None] = SimpleQueue()
        self._pool: set[threading.Thread] = set()
        self._open: dict[int, tuple[int, float]] = {}
        self._slow = 0
        self._tickets = count(1)
        self._lock = threading.Lock()
        self.changed = threading.Event()

    def start(self, account: int, work: Callable[[], None]) -> None:
        """Run `work`, a call to `account`, in the next free thread."""
        ticket = next(self._tickets)
        with self._lock:
            self._open[ticket] = (account, inf)
            grows = len(self._pool) < min(len(self._open), self._threads + self._slow)
            if grows:
                thread = threading.Thread(target=self._run, name=f"send-{ticket}")
                self._pool.add(thread)
        self._queue.put((ticket, work))
        if grows:
            thread.start()

    def _run(self) -> None:
        while (given := self._queue.get()) is not None:
            ticket, work = given
            self._open[ticket] = (self._open[ticket][0], time.monotonic())
            try:
                work()
            except Exception:
                # A fault of ours must not cost a thread; the lease of what it held will end and settle it.
                log.exception("sender_fault")
            finally:
                with self._lock:
                    del self._open[ticket]
                    spare = len(self._pool) > self._threads + self._slow
                    if spare:
                        self._pool.remove(threading.current_thread())
                self.changed.set()
            if spare:
                return

    def free(self) -> tuple[int, list[int]]:
        """How many more calls may start now, and the accounts that must not get one."""
        before = time.monotonic() - SLOW
        with self._lock:
            slow = Counter(account for account, since in self._open.values() if since < before)
            self._slow = min(slow.total(), self._threads)
            quick = len(self._open) - slow.total()
            room = min(self._threads - quick, 2 * self._threads - len(self._open))
        return room, list(slow)

    @property
    def open(self) -> int:
        return len(self._open)

    def close(self) -> None:
        """Wait for every open call; each has its own deadline."""
        pool = list(self._pool)
        for _ in pool:
            self._queue.put(None)
        for thread in pool:
            thread.join()

"""The sending threads, and who is using them.

A call that has waited over a second no longer counts against the pool (a spare thread takes its place), and its
account gets no further one: twenty boards that never answer must not hold up the others.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

SLOW = 1.0


class Senders:
    """At most `threads` calls that are quick, and as many again that are slow."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._pool = ThreadPoolExecutor(max_workers=threads * 2, thread_name_prefix="send")
        self._open: dict[int, tuple[int, float]] = {}
        self._lock = threading.Lock()
        self.changed = threading.Event()

    def start(self, ticket: int, account: int, work: Callable[[], None]) -> None:
        """Run `work` in a thread. `ticket` is the caller's number for it, unique while it is open."""
        with self._lock:
            self._open[ticket] = (account, time.monotonic())
        self._pool.submit(self._run, ticket, work)

    def _run(self, ticket: int, work: Callable[[], None]) -> None:
        with self._lock:
            self._open[ticket] = (self._open[ticket][0], time.monotonic())
        try:
            work()
        finally:
            with self._lock:
                del self._open[ticket]
            self.changed.set()

    def free(self) -> tuple[int, list[int]]:
        """How many more calls may start now, and the accounts that must not get one."""
        before = time.monotonic() - SLOW
        with self._lock:
            slow = Counter(account for account, since in self._open.values() if since < before)
            quick = len(self._open) - slow.total()
            room = min(self._threads - quick, 2 * self._threads - len(self._open))
        return max(0, room), list(slow)

    @property
    def open(self) -> int:
        return len(self._open)

    def close(self) -> None:
        """Wait for every open call; each has its own deadline."""
        self._pool.shutdown(wait=True)

"""Idle connections by origin."""

from __future__ import annotations

import threading
from collections import defaultdict, deque

from .connection import Connection
from .deadline import boottime
from .origin import Origin

PER_ORIGIN = 64  # connections kept
KEPT = 30.0  # seconds after which an idle connection is closed even if nobody asks
SWEEP = 10.0  # seconds between two looks for those


class Pool:
    """The most recently used connection goes out first. Safe for any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: defaultdict[tuple[Origin, bool], deque[Connection]] = defaultdict(deque)
        self._swept = boottime()

    def take(self, origin: Origin, *, private: bool, max_idle: float) -> Connection | None:
        """A connection idle for at most `max_idle` seconds that the other side has not closed, or None.

        Whoever closes a connection at the very moment it is used makes an answered question out of nothing: a
        request that no board saw looks as if it had been sent. So a connection idle for longer is never used.
        """
        stale: list[Connection] = []
        found = None
        with self._lock:
            idle = self._idle[origin, private]
            now = boottime()
            while idle and found is None:
                connection = idle.pop()
                if now - connection.idle_since <= max_idle and not connection.dropped():
                    found = connection
                else:
                    stale.append(connection)
        for connection in stale:
            connection.close()
        return found

    def give(self, connection: Connection) -> None:
        """Take back a connection whose last answer was whole."""
        stale: list[Connection] = []
        with self._lock:
            idle = self._idle[connection.origin, connection.private]
            idle.append(connection)
            if len(idle) > PER_ORIGIN:
                stale.append(idle.popleft())
            now = boottime()
            if now - self._swept > SWEEP:
                self._swept = now
                stale += self._expired(now)
        for old in stale:
            old.close()

    def close(self) -> None:
        """Close what is idle."""
        with self._lock:
            everything = [connection for idle in self._idle.values() for connection in idle]
            self._idle.clear()
        for connection in everything:
            connection.close()

    def _expired(self, now: float) -> list[Connection]:
        expired: list[Connection] = []
        for key, idle in list(self._idle.items()):
            while idle and now - idle[0].idle_since > KEPT:
                expired.append(idle.popleft())
            if not idle:
                del self._idle[key]
        return expired

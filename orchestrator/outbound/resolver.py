"""Host names to addresses, never for longer than a call may take."""

from __future__ import annotations

import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .deadline import Deadline, DeadlineExceeded

KEPT = 30.0  # seconds an answer is used again
AT_ONCE = 8  # look-ups that run at the same time

LookUp = Callable[..., Sequence[tuple[Any, ...]]]
"""Called as `socket.getaddrinfo(host, port, type=SOCK_STREAM)` and answering in its shape."""


class Address(NamedTuple):
    """Where to connect: `sockaddr[0]` is the address as text."""

    family: int
    sockaddr: tuple[Any, ...]


@dataclass(slots=True)
class _Entry:
    future: Future[tuple[Address, ...]] = field(default_factory=Future)
    expires: float = float("inf")  # on time.monotonic(); set when the look-up is over


class Resolver:
    """Looks names up in a few threads of its own, because a look-up cannot be interrupted, only left behind.

    Callers who ask for the same name at the same time share one look-up. Failures are not kept.
    The threads are daemons: one that hangs in a look-up does not hold up the end of the process.
    """

    def __init__(self, look_up: LookUp = socket.getaddrinfo) -> None:
        self._look_up = look_up
        self._lock = threading.Lock()
        self._entries: dict[tuple[str, int], _Entry] = {}
        self._waiting: deque[tuple[tuple[str, int], _Entry]] = deque()
        self._threads = 0

    def addresses(self, host: str, port: int, deadline: Deadline) -> tuple[Address, ...]:
        """Every address of `host`; OSError when it is not known, DeadlineExceeded when that takes too long."""
        key = (host, port)
        with self._lock:
            entry = self._entries.get(key)
            if entry is None or entry.expires <= time.monotonic():
                entry = self._start(key)
        try:
            return entry.future.result(timeout=max(0.0, deadline.remaining()))
        except TimeoutError:
            raise DeadlineExceeded(f"the name {host} was not resolved in time") from None

    def _start(self, key: tuple[str, int]) -> _Entry:
        entry = self._entries[key] = _Entry()
        self._waiting.append((key, entry))
        if self._threads < AT_ONCE:
            threading.Thread(target=self._work, name="resolver", daemon=True).start()
            self._threads += 1
        return entry

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._threads -= 1
                    return
                key, entry = self._waiting.popleft()
            self._resolve(key, entry)

    def _resolve(self, key: tuple[str, int], entry: _Entry) -> None:
        host, port = key
        try:
            found = self._look_up(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:  # a name too long for IDNA is a UnicodeError
            self._forget(key, entry)
            entry.future.set_exception(OSError(f"the name {host} could not be resolved: {error}"))
        except BaseException as error:  # noqa: BLE001 # raised again in the thread that asked
            self._forget(key, entry)
            entry.future.set_exception(error)
        else:
            entry.expires = time.monotonic() + KEPT
            entry.future.set_result(tuple(Address(row[0], row[4]) for row in found))

    def _forget(self, key: tuple[str, int], entry: _Entry) -> None:
        with self._lock:
            if self._entries.get(key) is entry:
                del self._entries[key]

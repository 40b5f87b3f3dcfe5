"""Access tokens of accounts, kept until they run out: a login for each request would be refused soon."""

from __future__ import annotations

import threading
import time
from typing import Protocol

EARLY = 60.0
"""Seconds before its end from which on a token is not used any more: a request must arrive while it is good."""


class TokenCache(Protocol):
    """Tokens by a key that names board, login and rights. Never written to disk."""

    def get(self, key: str) -> str | None:
        """A token that is still good for a minute, or None."""
        ...

    def put(self, key: str, token: str, seconds: float) -> None:
        """Keep `token`, which is good for `seconds` from now."""
        ...

    def drop(self, key: str) -> None:
        """The board does not take this key's token any more."""
        ...


class Tokens:
    """The tokens of one process, for all its threads.

    Threads that find none at the same time each ask for one, rather than wait for a board that may not answer.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"<Tokens of {len(self._kept)} logins>"

    def get(self, key: str) -> str | None:
        with self._lock:
            token, until = self._kept.get(key, ("", 0.0))
        return token if time.monotonic() < until - EARLY else None

    def put(self, key: str, token: str, seconds: float) -> None:
        with self._lock:
            self._kept[key] = (token, time.monotonic() + seconds)

    def drop(self, key: str) -> None:
        with self._lock:
            self._kept.pop(key, None)

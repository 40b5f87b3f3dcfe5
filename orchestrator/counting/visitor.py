"""What kind of request it is, and whether its visitor is new. Nothing about a visitor is stored anywhere.

A visitor is a keyed hash of address and browser. The key is the salt of the day, which is destroyed; the hashes are
held in memory only, and for 24 hours at most.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import Protocol

from orchestrator.domain.hit import Kind
from orchestrator.domain.reading import Metric

from .bots import is_bot

WINDOW = timedelta(hours=24)
MOST = 200_000
"""Visitors remembered at once (about 30 MB); beyond that the oldest are forgotten and would count as new."""

_PURPOSE = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
_DAY = timedelta(days=1)


class Headers(Protocol):
    """A request's headers; names are compared without regard to case."""

    def get(self, name: str, default: str, /) -> str: ...


def kind_of(method: str, headers: Headers) -> Kind:
    """What made a request, by its method and headers.

    Browsers that fetch ahead of a click say so: Sec-Purpose (Fetch standard), Purpose (older Chromium and Safari),
    X-Moz (older Firefox).
    """
    if method == "HEAD":
        return Kind.HEAD
    purpose = "".join(headers.get(name, "") for name in _PURPOSE)
    if purpose and any(word in purpose.lower() for word in ("prefetch", "prerender", "preview")):
        return Kind.PREFETCH
    return Kind.BOT if is_bot(headers.get("User-Agent", "")) else Kind.PERSON


class Visitors:
    """Remembers who came within the last 24 hours. Threads share it.

    `salt_of` gives the salt of a day (UTC); it is asked once a day, and must answer while the database is away.
    """

    def __init__(self, salt_of: Callable[[date], bytes], most: int = MOST) -> None:
        self._salt_of = salt_of
        self._most = most
        self._salts: dict[date, bytes] = {}
        self._seen: OrderedDict[bytes, datetime] = OrderedDict()
        self._lock = threading.Lock()

    def is_first(self, at: datetime, address: str, agent: str, posting: int, metric: Metric) -> bool:
        """Nothing came from this visitor for this posting and metric within 24 hours before `at`; now something has."""
        what = f"{posting} {metric} {address} {agent}".encode()
        today = at.astimezone(UTC).date()
        now, before = _hash(self._salt(today), what), _hash(self._salt(today - _DAY), what)
        with self._lock:
            while self._seen and next(iter(self._seen.values())) <= at - WINDOW:
                self._seen.popitem(last=False)
            if now in self._seen or before in self._seen:
                return False
            self._seen[now] = at
            if len(self._seen) > self._most:
                self._seen.popitem(last=False)
            return True

    def half(self, at: datetime, address: str, agent: str, pair: int) -> int:
        """1 or 2: which half of a pair this visitor is shown, the same all day (UTC); nothing of it is kept."""
        salt = self._salt(at.astimezone(UTC).date())
        return _hash(salt, f"half {pair} {address} {agent}".encode())[0] % 2 + 1

    def _salt(self, day: date) -> bytes:
        salt = self._salts.get(day)
        if salt is None:
            with self._lock:
                salt = self._salts.get(day) or self._salt_of(day)
                self._salts = {kept: known for kept, known in self._salts.items() if abs(kept - day) <= _DAY}
                self._salts[day] = salt
        return salt


def _hash(salt: bytes, what: bytes) -> bytes:
    # Not HMAC: OpenSSL's lets go of the interpreter's lock, and to get it back costs more than all the rest.
    return blake2b(what, key=salt, digest_size=16).digest()

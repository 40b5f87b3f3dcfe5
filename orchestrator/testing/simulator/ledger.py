"""The record of what every board received, accepted and answered: the truth that tests count by.

An *exchange* is a request and what became of its answer. An *acceptance* is a change a board made; it names the
exchange it came from, so "accepted, and the answer never left" can be told from "accepted and answered".
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter, deque
from dataclasses import dataclass, field

from .wire import Json, Request

KEPT_EXCHANGES = 200_000
SAID_LIMIT = 2_000


@dataclass(slots=True)
class Exchange:
    """One request. Times are real seconds since the epoch. `whole`: the complete answer was handed to the kernel."""

    number: int
    board: str
    operation: str
    method: str
    path: str
    body_hash: str
    received_at: float
    fault: str | None = None
    external_id: str | None = None
    status: int | None = None
    answered_at: float | None = None
    whole: bool = False
    said: str = ""

    def to_json(self) -> dict[str, Json]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One change: `operation` is create, update, extend, relist, refresh, end, lose, visit or crawl."""

    at: float
    board: str
    operation: str
    reference: str
    external_id: str
    body_hash: str
    exchange: int | None
    detail: dict[str, Json] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        return {name: getattr(self, name) for name in self.__slots__}


def body_hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


class Ledger:
    """Append only; `reset` begins a new one. Holds the last 200,000 exchanges and every acceptance."""

    def __init__(self) -> None:
        self._number = 0
        self._open: dict[int, Exchange] = {}
        self.exchanges: deque[Exchange] = deque(maxlen=KEPT_EXCHANGES)
        self.acceptances: list[Acceptance] = []
        self._creates: dict[str, Counter[str]] = {}

    def received(self, board: str, operation: str, request: Request) -> Exchange:
        self._number += 1
        exchange = Exchange(
            self._number, board, operation, request.method, request.target, body_hash(request.body), time.time()
        )
        self._open[exchange.number] = exchange
        self.exchanges.append(exchange)
        return exchange

    def accepted(self, acceptance: Acceptance) -> None:
        self.acceptances.append(acceptance)
        self._number = max(self._number, acceptance.exchange or 0)
        if acceptance.operation == "create":
            self._creates.setdefault(acceptance.board, Counter())[acceptance.reference] += 1

    def answered(self, exchange: Exchange, status: int | None, said: bytes, whole: bool) -> None:
        """Close the exchange. `status` None: the connection ended without any answer."""
        exchange.status = status
        exchange.answered_at = time.time()
        exchange.whole = whole
        if status is not None and status >= 400:
            exchange.said = said[:SAID_LIMIT].decode("utf-8", "replace")
        self._open.pop(exchange.number, None)

    def creates(self, board: str) -> dict[str, int]:
        """How often each reference was created; more than 1 is a doubled advert."""
        return dict(self._creates.get(board, Counter()))

    def in_flight(self, board: str | None = None) -> list[Exchange]:
        """Received, and neither answered nor given up yet."""
        return [each for each in self._open.values() if board in (None, each.board)]

    def answered_within(self, seconds: float, board: str | None = None) -> list[Exchange]:
        """Exchanges whose whole answer left within the last `seconds`: the client may not have recorded them yet."""
        since = time.time() - seconds
        return [
            each
            for each in self.exchanges
            if each.whole and each.answered_at is not None and each.answered_at >= since and board in (None, each.board)
        ]

    def history(self, board: str | None, reference: str | None) -> list[Acceptance]:
        return [
            each for each in self.acceptances if board in (None, each.board) and reference in (None, each.reference)
        ]

    def reset(self) -> None:
        self._open.clear()
        self.exchanges.clear()
        self.acceptances.clear()
        self._creates.clear()

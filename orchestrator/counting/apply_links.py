"""The apply link of an installation: everything a process needs to answer and count requests of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from orchestrator.domain.apply_target import ApplyTarget
from orchestrator.domain.hit import Hit, Kind
from orchestrator.domain.reading import Metric
from orchestrator.storage.database import Database

from .done import Told, refusal
from .hit_buffer import HitBuffer
from .salts import daily_salt
from .tokens import TokenCache
from .visitor import Headers, Visitors, kind_of

PATIENCE = 2
"""Seconds a candidate waits, once, when the database has just gone away."""


class ApplyLinks:
    """Threads share it; processes make their own, and `close` it at their end, also on SIGTERM.

    It has its own connections, so that a candidate never waits behind the pages, and gives up on them sooner.
    """

    def __init__(self, database_url: str, data_dir: Path, *, patience: int = PATIENCE) -> None:
        self._database = Database(database_url, pool_size=4, patience=patience)
        self.tokens = TokenCache(self._database, data_dir / "apply-links.jsonl")
        self.visitors = Visitors(daily_salt(self._database))
        self.hits = HitBuffer(self._database, data_dir / "hits")

    def start(self) -> None:
        """Start the threads that copy hits and keep the snapshot."""
        self.hits.start()
        self.tokens.start()

    def close(self) -> None:
        """Write out what was counted and stop. Waits some seconds at most."""
        self.tokens.close()
        self.hits.close()
        self._database.close()

    def find(self, token: str) -> ApplyTarget | None:
        """Where a token leads; None when it is not ours. Raises LinksUnavailable when that cannot be said."""
        return self.tokens.find(token)

    def count(
        self, target: ApplyTarget, metric: Metric, at: datetime, *, method: str, headers: Headers, address: str
    ) -> None:
        """Count one request. Of the visitor (`address`, user agent) nothing is kept but whether it came before."""
        kind = kind_of(method, headers)
        first = kind is Kind.PERSON and self.visitors.is_first(
            at, address, headers.get("User-Agent", ""), target.posting, metric
        )
        self.hits.add(Hit(at, target.posting, metric, kind, first))

    def half(self, pair: int, at: datetime, *, method: str, headers: Headers, address: str) -> int:
        """Which half of a pair to show, see `Visitors.half`; robots are shown the first, which search engines know."""
        if kind_of(method, headers) is not Kind.PERSON:
            return 1
        return self.visitors.half(at, address, headers.get("User-Agent", ""), pair)

    def done(
        self,
        target: ApplyTarget,
        given: Mapping[str, str],
        at: datetime,
        *,
        headers: Headers,
        address: str,
        secret: str,
    ) -> Told:
        """Count an application that is complete, once for each id, or without one for each visitor a day.

        Neither the id nor anything about the visitor is stored.
        """
        origin = headers.get("Origin", "") or headers.get("Referer", "")
        if (why := refusal(target, given, origin, secret)) is not None:
            return why
        metric, who, agent = Metric.APPLICATION, address, headers.get("User-Agent", "")
        if "id" in given:
            who, agent = "", given["id"]
        if not self.visitors.is_first(at, who, agent, target.posting, metric):
            return Told.AGAIN
        self.hits.add(Hit(at, target.posting, metric, Kind.PERSON, first=True))
        return Told.COUNTED

    def told_by_mail(self, target: ApplyTarget, message_id: str, at: datetime) -> Told:
        """Count an application that came to the posting's mail alias, once for each message id, which is not stored."""
        if message_id and not self.visitors.is_first(at, "", message_id, target.posting, Metric.APPLICATION):
            return Told.AGAIN
        self.hits.add(Hit(at, target.posting, Metric.APPLICATION, Kind.PERSON, first=True))
        return Told.COUNTED

    def read(self) -> AbstractContextManager[Connection]:
        """A snapshot on the apply link's own connections. Raises what AWAY lists."""
        return self._database.read()

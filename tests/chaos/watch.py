"""Which postings a fault affected, and when the last of them was settled or with a person."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import psycopg

from orchestrator.storage.raw import connect

EVERY = 0.25
AROUND = 0.75
"""Seconds before and after a fault in which what is under way counts as affected by it."""
QUIET = 1.5

_TROUBLED = """
select id from posting join due on posting_id = id where cause is null and ended_at is null and (
  phase <> 'waiting' or claimed or intended_at is not null or act_at < clock_timestamp() - interval '0.5 s'
  or (attempts > 0 and act_at < clock_timestamp() + interval '10 min'))
"""

_IN_HAND = "select posting_id from due where claimed"


@dataclass(slots=True)
class Recovery:
    """Of one fault: what was affected, and the seconds from its end until all of that was settled."""

    fault: str
    began: float
    ended: float = float("inf")
    affected: set[int] = field(default_factory=set)
    open: set[int] = field(default_factory=set)
    seconds: float | None = None


class Watch:
    """A thread that looks at the database four times a second, when there is one."""

    def __init__(self, database_url: str) -> None:
        self.recoveries: list[Recovery] = []
        self.troubled: set[int] = set()
        self.seen_at = 0.0
        self._troubled_at = time.monotonic()
        self._url = database_url
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def began(self, fault: str) -> Recovery:
        recovery = Recovery(fault, time.monotonic(), affected=set(self.troubled))
        self.recoveries.append(recovery)
        return recovery

    def in_hand(self) -> set[int]:
        """Postings some worker has in hand at this moment. Raises psycopg.OperationalError."""
        return _ids(self._url, _IN_HAND)

    def quiet_since(self, moment: float) -> bool:
        """Nothing was under way or due in any look of the last second and a half, all of them after `moment`."""
        since = max(moment, self._troubled_at)
        return self.seen_at - since > QUIET

    def _run(self) -> None:
        while not self._ended.wait(EVERY):
            try:
                self.troubled = _ids(self._url, _TROUBLED)
            except psycopg.Error:
                continue
            self.seen_at = time.monotonic()
            if self.troubled:
                self._troubled_at = self.seen_at
            for recovery in self.recoveries:
                self._note(recovery, self.seen_at)

    def _note(self, recovery: Recovery, now: float) -> None:
        if recovery.seconds is not None:
            return
        if now <= recovery.ended + AROUND:
            recovery.affected |= self.troubled
            recovery.open = set(recovery.affected)
        recovery.open &= self.troubled
        if not recovery.open and now > recovery.ended + AROUND:
            recovery.seconds = round(now - recovery.ended, 2)


def _ids(url: str, statement: str) -> set[int]:
    with connect(url) as connection:
        connection.execute("set statement_timeout = '5s'")
        return {row[0] for row in connection.execute(statement.encode())}  # type: ignore[index]

"""The recruiters: they bring postings forward, edit some, take some down and cancel some, whatever breaks meanwhile."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from orchestrator.queue import Work
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import account_queue, postings

from .seed import SECOND
from .site import Site

TURN = 0.2

_IDS = "select id from posting order by id"

_FORWARD = """
with u as (
  update posting set starts_at = clock_timestamp(), wish_seq = wish_seq + 1 from due
  where id = any(:ids) and posting_id = id and not claimed
    and presence = 'absent' and phase = 'waiting' and intended_at is null and wish = 'live'
  returning id)
update due set act_at = clock_timestamp() from u where posting_id = u.id
"""

_LOCK = "select id from board_account order by id for update"


class Deed(StrEnum):
    """What somebody does with one posting after it was brought forward."""

    EDIT = "edit"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"


SHARES = {Deed.EDIT: 0.1, Deed.WITHDRAW: 0.06, Deed.CANCEL: 0.02}


@dataclass(slots=True)
class Wishes:
    """What was asked for, by posting: the verdict is spoken by this, not by what the database says it was."""

    edited: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)


class Recruiter:
    """A thread that brings forward at once what it is told to by `burst`, and `rate` a second of what is allowed."""

    def __init__(self, site: Site, number: int, rate: float) -> None:
        self.wishes = Wishes()
        self._site = site
        self._rate = rate
        self._chance = random.Random(f"recruiter:{number}")
        with site.callboard.database.read() as connection:
            self._waiting = list(connection.execute(text(_IDS)).scalars())
        self._deeds: list[tuple[float, Deed, int]] = []
        self._wanted = 0.0
        self._later = 0.0
        self.last_at = time.monotonic()
        self._lock = threading.Lock()
        self._ended = False
        self._called = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recruiter")

    def start(self) -> None:
        self._thread.start()

    def burst(self, postings: int, later: int = 0) -> None:
        """Bring this many more forward at once, and as many as `later` little by little."""
        with self._lock:
            self._wanted += postings
            self._later += later
        self._called.set()

    @property
    def left(self) -> int:
        """Postings and deeds still to do."""
        return len(self._waiting) + len(self._deeds)

    def stop(self) -> None:
        self._ended = True
        self._called.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended:
            self._called.wait(TURN)
            self._called.clear()
            with self._lock:
                more = min(self._later, self._rate * TURN)
                self._later -= more
                self._wanted += more
                now, self._wanted = int(self._wanted), self._wanted % 1
            unsent = self._turn(now)
            with self._lock:
                self._wanted += unsent

    def _turn(self, wanted: int) -> int:
        """Do what is due; returns how many postings could not be brought forward because the database was away."""
        try:
            self._forward(self._waiting[:wanted])
            due = sorted(each for each in self._deeds if each[0] <= time.monotonic())
            for deed in due:
                self._do(deed[1], deed[2])
                self._deeds.remove(deed)
        except (DBAPIError, PoolTimeout):
            return wanted
        finally:
            self.last_at = time.monotonic() if self.left else self.last_at
        return 0

    def _forward(self, ids: Sequence[int]) -> None:
        if not ids:
            return
        with self._site.callboard.database.begin() as connection:
            accounts = list(connection.execute(text(_LOCK)).scalars())
            connection.execute(text(_FORWARD), {"ids": list(ids)})
            for account in accounts:
                account_queue.reopen(connection, account)
        self._waiting = self._waiting[len(ids) :]
        for id in ids:
            for deed, share in SHARES.items():
                if self._chance.random() < share:
                    later = 0.0 if deed is Deed.CANCEL else self._chance.uniform(0.0, 5.0)
                    self._deeds.append((time.monotonic() + later, deed, id))
        self._site.callboard.queue.wake(Work.DELIVER)

    def _do(self, deed: Deed, id: int) -> None:
        """Done again when the answer of the database was lost: each deed states a result."""
        if deed is Deed.EDIT:
            self._edit(id)
        else:
            withdraw(self._site.callboard, "recruiter", [id])
            self.wishes.closed.add(id)

    def _edit(self, id: int) -> None:
        """As `services.update` does it; the text is there already."""
        with self._site.callboard.database.begin() as connection:
            (row,) = postings.lock(connection, [id])
            if row.wish == "live" and row.ended_at is None:
                postings.want(connection, row, content=SECOND)
                self.wishes.edited.add(id)

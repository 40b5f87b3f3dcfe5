"""Apply links by their token, from the database, and from memory or a file while it is away."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import exc

from orchestrator.domain.apply_target import ApplyTarget
from orchestrator.storage import apply_links
from orchestrator.storage.database import Database

log = structlog.get_logger()

AWAY = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)
"""What is raised while the database cannot be reached."""

TOKEN = re.compile(r"[A-Za-z0-9_-]{12}")
FRESH = 15.0
"""Seconds an entry is used without asking again: so late is a closed posting noticed."""
RENEW_EVERY = 5.0
"""Seconds after which the links that were asked for are read again, all at once, so that no candidate waits for it."""
PAUSE = 2.0
"""Seconds between two requests that try whether the database is back."""
KEEP_EVERY = 300.0
MOST = 200_000


def token() -> str:
    """A new word for an apply link: 72 random bits, so that nobody finds a link by trying."""
    return secrets.token_urlsafe(9)


class LinksUnavailable(Exception):
    """The database is away and this token was never seen: whether it exists cannot be said."""


@dataclass(frozen=True, slots=True)
class _Entry:
    target: ApplyTarget
    read_at: float


class TokenCache:
    """Threads share it. `snapshot` is a file, rewritten every few minutes, for a start while the database is away."""

    def __init__(self, database: Database, snapshot: Path, *, fresh: float = FRESH) -> None:
        self._database = database
        self._snapshot = snapshot
        self._fresh = fresh
        self._entries: dict[str, _Entry] = {}
        self._asked: set[str] = set()
        self._away_until: float | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="apply-link-snapshot", daemon=True)

    def start(self) -> None:
        """Begin to keep the snapshot."""
        self._keeper.start()

    def close(self) -> None:
        self._stop.set()
        if self._keeper.is_alive():
            self._keeper.join(5)

    def find(self, word: str) -> ApplyTarget | None:
        """The target of a token; None when there is none. Raises LinksUnavailable."""
        if not TOKEN.fullmatch(word):
            return None
        now = time.monotonic()
        entry = self._entries.get(word)
        if entry is not None and now - entry.read_at < self._fresh:
            self._asked.add(word)
            return entry.target
        if self._may_ask(now):
            try:
                with self._database.read() as connection:
                    target = apply_links.target(connection, word)
            except AWAY:
                self._went_away()
            else:
                self._away_until = None
                self._remember(word, target)
                return target
        entry = self._entries.get(word)
        if entry is None:
            raise LinksUnavailable(word)
        return entry.target

    def keep(self) -> None:
        """Write the snapshot now. Raises OSError, and what AWAY lists."""
        with self._database.read() as connection:
            _write(self._snapshot, apply_links.targets(connection))

    def _may_ask(self, now: float) -> bool:
        """While the database is away, one request in PAUSE seconds waits for it; the others go by what we have."""
        with self._lock:
            if self._away_until is not None:
                if now < self._away_until:
                    return False
                self._away_until = now + PAUSE
            return True

    def _went_away(self) -> None:
        with self._lock:
            known = self._away_until is not None
            self._away_until = time.monotonic() + PAUSE
            if not known:
                log.warning("apply_links_from_memory", snapshot=str(self._snapshot))
                for target in _read(self._snapshot):
                    self._entries.setdefault(target.token, _Entry(target, float("-inf")))

    def _remember(self, word: str, target: ApplyTarget | None) -> None:
        with self._lock:
            self._entries.pop(word, None)
            if target is not None:
                self._entries[word] = _Entry(target, time.monotonic())
            while len(self._entries) > MOST:
                del self._entries[next(iter(self._entries))]

    def renew(self) -> None:
        """Read again what was asked for since the last time. Raises what AWAY lists."""
        asked, self._asked = self._asked, set()
        if not asked:
            return
        with self._database.read() as connection:
            found = {target.token: target for target in apply_links.these(connection, asked)}
        for word in asked:
            self._remember(word, found.get(word))

    def _keep(self) -> None:
        kept_at = float("-inf")
        while True:
            try:
                self.renew()
                if time.monotonic() - kept_at >= KEEP_EVERY:
                    kept_at = time.monotonic()
                    self.keep()
            except AWAY:
                log.info("apply_links_not_kept", reason="the database does not answer")
            except OSError as error:
                log.warning("apply_links_not_kept", snapshot=str(self._snapshot), reason=error.strerror)
            if self._stop.wait(RENEW_EVERY):
                return


def _write(path: Path, targets: Iterable[ApplyTarget]) -> None:
    """Replace the file at once: a reader finds the old or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8") as file:
            beside.chmod(0o600)
            for target in targets:
                file.write(json.dumps(asdict(target), default=datetime.isoformat) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _read(path: Path) -> Iterator[ApplyTarget]:
    """What was kept; nothing when there is no file or it is of another version."""
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                known = json.loads(line)
                ends = known.pop("ends_at")
                yield ApplyTarget(**known, ends_at=datetime.fromisoformat(ends) if ends else None)
    except FileNotFoundError:
        return
    except (OSError, ValueError, TypeError, KeyError) as error:
        log.warning("apply_links_unreadable", snapshot=str(path), reason=str(error))

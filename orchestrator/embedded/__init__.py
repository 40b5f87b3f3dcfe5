"""PostgreSQL and Valkey from their wheels, for installations that name no servers of their own.

Whoever holds the lock of the data folder owns the servers: it starts and stops them. Everybody else uses them while
they are up.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..keys import make_data_folder
from ..lock import Lock, Locked
from ..settings import Settings
from . import place, postgres, valkey
from .error import EmbeddedError

__all__ = ["Embedded", "EmbeddedError", "Servers", "find", "held", "lock_path", "revive", "running", "start", "stop"]

JOIN_WITHIN = 60.0  # seconds to wait for servers that another process is starting
TAKE_WITHIN = 30.0  # seconds to wait for another process to stop them


@dataclass(frozen=True, slots=True)
class Servers:
    """The two addresses everything else needs: SQLAlchemy's form and redis-py's form (`urls` has the others)."""

    database_url: str
    redis_url: str


@dataclass(slots=True)
class Embedded:
    """Servers that this process has started or taken over. A None is a server of the user's own."""

    servers: Servers
    postgres: postgres.Postgres | None = None
    valkey: valkey.Valkey | None = None
    postgres_process: subprocess.Popen[bytes] | None = None
    valkey_process: subprocess.Popen[bytes] | None = None


def start(settings: Settings) -> Embedded:
    """Start what the settings do not name; the caller holds the lock. Raises EmbeddedError, leaving nothing running."""
    make_data_folder(settings.data_dir)
    embedded = Embedded(Servers(settings.database_url or "", settings.redis_url or ""))
    try:
        if settings.database_url is None:
            embedded.postgres = postgres.locate(settings.data_dir)
            embedded.postgres_process = postgres.start(embedded.postgres)
        if settings.redis_url is None:
            embedded.valkey = valkey.locate(settings.data_dir)
            embedded.valkey_process = valkey.start(embedded.valkey)
    except BaseException:  # whatever it was: no server of ours may be left behind
        stop(embedded)
        raise
    embedded.servers = _servers(settings, embedded.postgres, embedded.valkey)
    return embedded


def stop(embedded: Embedded) -> None:
    """Stop what `start` started or found; servers of the user's own are left alone."""
    if embedded.valkey is not None:
        valkey.stop(embedded.valkey, embedded.valkey_process)
    if embedded.postgres is not None:
        postgres.stop(embedded.postgres, embedded.postgres_process)


def revive(embedded: Embedded) -> list[str]:
    """Start again what has died since; the names of what had. Cheap while all is well. Raises EmbeddedError."""
    revived = []
    if embedded.postgres is not None and not postgres.alive(embedded.postgres):
        embedded.postgres_process = postgres.start(embedded.postgres)
        revived.append("PostgreSQL")
    if embedded.valkey is not None and not valkey.alive(embedded.valkey):
        embedded.valkey_process = valkey.start(embedded.valkey)
        revived.append("Valkey")
    return revived


@contextlib.contextmanager
def held(settings: Settings, patience: float = TAKE_WITHIN) -> Iterator[Embedded]:
    """The servers of an installation, this process's own until the end of the block.

    Waits `patience` seconds for another holder to leave; raises lock.Locked if it stays, and EmbeddedError.
    """
    if settings.database_url is not None and settings.redis_url is not None:
        yield Embedded(Servers(settings.database_url, settings.redis_url))
        return
    make_data_folder(settings.data_dir)
    with Lock(lock_path(settings.data_dir), {"process": str(os.getpid())}, patience):
        embedded = start(settings)
        try:
            yield embedded
        finally:
            stop(embedded)


@contextlib.contextmanager
def running(settings: Settings) -> Iterator[Servers]:
    """The servers of an installation for as long as the block lasts.

    Servers that another process holds are used and left running; otherwise they are started, and stopped at the end.
    Raises EmbeddedError.
    """
    deadline = time.monotonic() + JOIN_WITHIN
    with contextlib.ExitStack() as stack:
        servers = None
        while servers is None:
            try:
                servers = stack.enter_context(held(settings, patience=0.0)).servers
            except Locked:
                servers = find(settings)
            if servers is None and time.monotonic() > deadline:
                raise EmbeddedError(
                    f"Another process holds the servers of {settings.data_dir}, but they do not answer. "
                    f"Run `callboard doctor`; stop that process, then start again."
                )
            if servers is None:
                time.sleep(0.1)
        yield servers


def lock_path(data_dir: Path) -> Path:
    """The lock of the servers of a data folder."""
    return data_dir / "servers.lock"


def find(settings: Settings) -> Servers | None:
    """Servers that are up, started by whomever; None where they are not, or not yet, or not any more."""
    database = broker = None
    if settings.database_url is None:
        if place.recorded(settings.data_dir) is None:
            return None
        database = postgres.locate(settings.data_dir)
        if not postgres.answers(database):
            return None
    if settings.redis_url is None:
        broker = valkey.locate(settings.data_dir)
        if not valkey.answers(broker):
            return None
    return _servers(settings, database, broker)


def _servers(settings: Settings, database: postgres.Postgres | None, broker: valkey.Valkey | None) -> Servers:
    return Servers(
        database.url() if database else settings.database_url or "",
        broker.url if broker else settings.redis_url or "",
    )

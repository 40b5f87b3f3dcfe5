"""Real servers for every test that asks: started once a run (once a worker under pytest-xdist), stopped at its end."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import hypothesis
import psycopg
import pytest
import redis
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Connection

from orchestrator import bootstrap, embedded, settings
from orchestrator.callboard import Callboard
from orchestrator.storage.database import Database
from orchestrator.testing.simulator.client import Operator
from orchestrator.urls import libpq_url
from tests.browser.install_chromium import found
from tests.installation import Installation, install, with_settings
from tests.kept_database import KeptDatabase

MEMORY = Path("/dev/shm")
"""Where files wait for no disk: most of a small test with a database of its own would be that."""
TEMPLATE = "callboard_template"
LONG = ("chaos_short", "browser", "slow")
_numbers = itertools.count(1)

# How long an example takes says how busy the machine is, and nothing about what is tested.
hypothesis.settings.register_profile(
    "callboard", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("callboard")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each test process begins with its part of the long files: they wait a lot, and while one does, others work.

    pytest-xdist gives each process a row of the same length to begin with (`--dist worksteal`).
    """
    long: dict[Path, list[pytest.Item]] = {}
    short: list[pytest.Item] = []
    for item in items:
        is_long = any(item.get_closest_marker(name) for name in LONG)
        (long.setdefault(item.path, []) if is_long else short).append(item)
    rows: list[list[pytest.Item]] = [[] for _ in range(int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))]
    for file in sorted(long.values(), key=len, reverse=True):
        min(rows, key=len).extend(file)
    for row in rows:
        missing = max(0, len(items) // len(rows) - len(row))
        row.extend(short[:missing])
        del short[:missing]
    items[:] = [*itertools.chain(*rows), *short]


@contextlib.contextmanager
def _open_folder() -> Iterator[Path]:
    """A folder the database's user can walk through: not below pytest's own, which are private to root."""
    folder = Path(tempfile.mkdtemp(prefix="callboard-", dir=MEMORY if _has_room(MEMORY) else None))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An empty folder for an installation of this test's own."""
    with _open_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def server_settings() -> Iterator[settings.Settings]:
    """Settings of the installation whose servers this run shares."""
    with _open_folder() as folder:
        yield settings.load({"CALLBOARD_DATA_DIR": str(folder / "data")})


@pytest.fixture(scope="session")
def servers(server_settings: settings.Settings) -> Iterator[embedded.Servers]:
    """A PostgreSQL and a Valkey of this run's own."""
    with embedded.running(server_settings) as found:
        # What survives a power cut matters to nobody here, and waiting for the disk is most of a small test.
        _administer(found, "alter system set fsync = off")
        _administer(found, "select pg_reload_conf()")
        yield found


@pytest.fixture(scope="session")
def template_database(servers: embedded.Servers) -> str:
    """The name of a database that is migrated and empty."""
    from orchestrator.storage.migrate import upgrade

    _administer(servers, f"create database {TEMPLATE}")
    upgrade(_renamed(servers.database_url, TEMPLATE))
    return TEMPLATE


@contextlib.contextmanager
def fresh_database(servers: embedded.Servers, template: str) -> Iterator[str]:
    """A database made of `template`, in SQLAlchemy's form; gone at the end of the block."""
    name = f"callboard_{next(_numbers)}"
    # Copied as files: through the log, as is usual, costs PostgreSQL half as much again.
    _administer(servers, f"create database {name} template {template} strategy file_copy")
    yield _renamed(servers.database_url, name)
    _administer(servers, f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def kept_database(servers: embedded.Servers, template_database: str) -> Iterator[KeptDatabase]:
    """The one that tests of this process use one after the other."""
    with fresh_database(servers, template_database) as url:
        kept = KeptDatabase(url)
        yield kept
        kept.close()


@pytest.fixture
def database(kept_database: KeptDatabase) -> Iterator[Database]:
    """A migrated, empty database; whoever closes it makes the next test connect anew."""
    yield kept_database.database
    kept_database.empty()


@pytest.fixture
def database_url(database: Database) -> str:
    """Its address, in SQLAlchemy's form."""
    return database.url


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """One transaction that lasts as long as the test."""
    with database.begin() as connection:
        yield connection


@pytest.fixture(scope="session")
def kept_callboard(kept_database: KeptDatabase, server_settings: settings.Settings) -> Callboard:
    """The installation on the kept database; its templates are compiled once."""
    built = bootstrap.build(server_settings, kept_database.database.url)
    return replace(built, database=kept_database.database)


@pytest.fixture
def callboard(kept_callboard: Callboard, database: Database) -> Callboard:
    """An empty installation."""
    return kept_callboard


@pytest.fixture
def redis_url(servers: embedded.Servers) -> Iterator[str]:
    """An empty broker, in redis-py's form (`urls.celery_url` has Celery's)."""
    client = redis.Redis.from_url(servers.redis_url)
    client.flushall()
    yield servers.redis_url
    client.flushall()
    client.close()


@pytest.fixture(scope="session")
def simulator_url() -> Iterator[str]:
    """The practice boards, on a port of their own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "orchestrator.testing.simulator", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process.stdout.readline().split()[-1]
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser for the run: windows of their own (`new_context`) share nothing in it."""
    path = found()
    if path is None:
        pytest.skip("no Chromium here; `make setup-dev` finds or installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def boards(simulator_url: str) -> Operator:
    """The simulator's control, everything forgotten."""
    operator = Operator(simulator_url)
    operator.reset()
    return operator


@pytest.fixture
def installation(callboard: Callboard, simulator_url: str, boards: Operator) -> Installation:
    """An employer with an account in practice on each of the usual boards, and calls that are given up soon."""
    return install(with_settings(callboard, simulator_url=simulator_url, deadline=1.0, lease=4.0, threads=16))


def _has_room(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK) and shutil.disk_usage(folder).free > 2_000_000_000


def _administer(servers: embedded.Servers, statement: str) -> None:
    with psycopg.connect(libpq_url(servers.database_url), autocommit=True) as connection:
        connection.execute(statement.encode())  # names of our own making, never a user's


def _renamed(url: str, database: str) -> str:
    head, mark, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{database}{mark}{query}"

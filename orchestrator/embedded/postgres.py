"""PostgreSQL from its wheel: made, started, found again and stopped."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGQUIT, SIGTERM

import psycopg
from psycopg import sql

from .. import process
from ..keys import ensure_secret
from ..logfile import open_log, tail
from ..urls import libpq_url, postgres_socket_url
from . import place as places
from .error import EmbeddedError
from .place import Place
from .runtime import postgres_programs
from .sockets import make_private, socket_folder

USER = DATABASE = "callboard"
SOCKET = ".s.PGSQL.5432"
READY_WITHIN = 300.0  # seconds; replaying the log after a crash takes its time
SERVER_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "autovacuum_naptime": "10s",  # at the usual minute the busy posting table outgrows its vacuum
    "io_method": "sync",  # no resident input/output workers: the whole product stays small when idle
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_min_error_statement": "panic",  # statements carry people's texts; the log does not repeat them
}


@dataclass(frozen=True, slots=True)
class Postgres:
    """One database server: where its data, its socket and its log are, and the password of its only user."""

    data_dir: Path
    place: Place
    sockets: Path
    log: Path
    password: str

    def url(self, database: str = DATABASE) -> str:
        """The address of one of its databases, in SQLAlchemy's form."""
        return postgres_socket_url(str(self.sockets), USER, self.password, database)


def locate(data_dir: Path) -> Postgres:
    """Where the server of a data folder is or will be; makes its folders, starts nothing. Raises EmbeddedError."""
    place = places.choose(data_dir)
    return Postgres(
        data_dir=data_dir,
        place=place,
        sockets=socket_folder(place.folder / "run", SOCKET, place.account),
        log=data_dir / "log" / "postgres.log",
        password=ensure_secret(data_dir / "postgres.password", secrets.token_urlsafe(24)),
    )


def answers(server: Postgres) -> bool:
    """Whether this very server is up: by a connection that names its data, never by a process number."""
    try:
        with psycopg.connect(libpq_url(server.url("postgres")), connect_timeout=3, autocommit=True) as connection:
            found = connection.execute("select current_setting('data_directory')").fetchone()
    except psycopg.OperationalError:
        return False
    return found is not None and Path(found[0]) == server.place.data


def start(server: Postgres) -> subprocess.Popen[bytes] | None:
    """Start it, or find it running (None) because it outlived whoever started it. Raises EmbeddedError."""
    started = None
    if not answers(server):
        stop(server)  # one that hangs, or is on its way down
        programs = postgres_programs(server.place.account)
        if not (server.place.data / "PG_VERSION").exists():
            _make(server, programs)
            places.record(server.data_dir, server.place)
        started = _start(server, programs)
    _ensure_database(server)
    return started


def alive(server: Postgres) -> bool:
    """Whether its process is there: cheap, and no promise that it answers."""
    return _postmaster(server) is not None


def stop(server: Postgres, started: subprocess.Popen[bytes] | None = None) -> None:
    """End it cleanly (connections are closed, nothing is lost), harder only when that takes too long."""
    identity = _postmaster(server)
    if identity is not None and not process.end(identity, ((SIGINT, 30.0), (SIGQUIT, 10.0), (SIGKILL, 10.0))):
        raise EmbeddedError(f"PostgreSQL (process {identity.pid}) does not end. Stop it, then start again.")
    if started is not None:
        started.wait()
    for name in (SOCKET, f"{SOCKET}.lock"):
        (server.sockets / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        server.sockets.rmdir()


def _make(server: Postgres, programs: Path) -> None:
    """Make an empty cluster, complete or not at all."""
    draft = server.place.folder / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    with _password_file(server) as password_file:
        made = subprocess.run(
            [
                *(programs / "initdb", "-D", draft, "-U", USER, f"--pwfile={password_file}"),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"),
            ],
            env=_environment(programs),
            cwd=server.place.folder,
            user=server.place.account.uid if server.place.account else None,
            group=server.place.account.gid if server.place.account else None,
            extra_groups=[] if server.place.account else None,
            capture_output=True,
            text=True,
        )
    if made.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise EmbeddedError(f"PostgreSQL could not be set up in {server.place.folder}: {made.stderr.strip()}")
    draft.rename(server.place.data)


@contextlib.contextmanager
def _password_file(server: Postgres) -> Iterator[Path]:
    path = server.place.folder / "password.new"
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(server.password)
        if server.place.account:
            os.chown(path, server.place.account.uid, server.place.account.gid)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _start(server: Postgres, programs: Path) -> subprocess.Popen[bytes]:
    deadline = time.monotonic() + READY_WITHIN
    make_private(server.sockets, server.place.account)
    argv = [str(programs / "postgres"), "-D", str(server.place.data), "-k", str(server.sockets)]
    argv += [word for name, value in SERVER_SETTINGS.items() for word in ("-c", f"{name}={value}")]
    for attempt in range(10):
        _disown_stale_lock(server)
        with open_log(server.log) as log:
            started = process.spawn(
                argv,
                output=log,
                environment=_environment(programs),
                with_parent=SIGTERM,  # lets whoever is connected finish, then ends
                account=server.place.account,
                folder=server.place.folder,
            )
        while started.poll() is None:
            if answers(server):
                return started
            if time.monotonic() > deadline:
                stop(server, started)
                raise EmbeddedError(f"PostgreSQL was not ready after {READY_WITHIN:g} s. Read {server.log}.")
            time.sleep(0.05)
        # A server that was killed may leave helpers behind for a moment; PostgreSQL rightly waits until they are gone.
        if "still in use" not in tail(server.log) or attempt == 9:
            break
        time.sleep(1)
    raise EmbeddedError(f"PostgreSQL does not start. {server.log} ends with:\n{tail(server.log)}")


def _disown_stale_lock(server: Postgres) -> None:
    """Keep a stale `postmaster.pid` from blocking the start when its number now belongs to somebody else.

    The file is not removed: it also names the shared memory by which PostgreSQL proves that no helper of the old server
    still writes. A number that is its parent's, ours, it knows to be stale (CreateLockFile in miscinit.c).
    """
    path = server.place.data / "postmaster.pid"
    try:
        lines = path.read_text().splitlines()
    except FileNotFoundError:
        return
    path.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    (server.sockets / f"{SOCKET}.lock").unlink(missing_ok=True)


def _postmaster(server: Postgres) -> process.Identity | None:
    """The running server of this data, by its own file and by what that process really is."""
    try:
        number = int((server.place.data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    identity = process.identify(number)
    # Its command names the data; a stranger with this number does not.
    ours = identity is not None and f" -D {server.place.data} " in process.command_line(number)
    return identity if ours else None


def _ensure_database(server: Postgres) -> None:
    with psycopg.connect(libpq_url(server.url("postgres")), connect_timeout=10, autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))


def _environment(programs: Path) -> dict[str, str]:
    """Nothing of ours: a PG* variable of the user's shell would change the server."""
    return {"PATH": f"{programs}:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}

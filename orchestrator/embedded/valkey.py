"""Valkey from its wheel: started, found again and stopped. It holds only what may vanish."""

from __future__ import annotations

import contextlib
import json
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from signal import SIGKILL, SIGTERM

import redis

from .. import process
from ..logfile import open_log, tail
from ..urls import redis_socket_url
from .error import EmbeddedError
from .runtime import valkey_program
from .sockets import make_private, socket_folder

SOCKET = "valkey.sock"
READY_WITHIN = 60.0  # seconds
SERVER_SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "maxmemory": "256mb",
    "maxmemory-policy": "noeviction",
    "loglevel": "warning",
    "daemonize": "no",
}


@dataclass(frozen=True, slots=True)
class Valkey:
    """One broker: where its data, its socket and its log are."""

    folder: Path
    socket: Path
    log: Path

    @property
    def url(self) -> str:
        """Its address in redis-py's form."""
        return redis_socket_url(str(self.socket))

    @property
    def record(self) -> Path:
        """The file that names the process started last."""
        return self.folder / "process.json"


def locate(data_dir: Path) -> Valkey:
    """Where the broker of a data folder is or will be; makes its folders, starts nothing. Raises EmbeddedError."""
    folder = data_dir.resolve() / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    return Valkey(folder, socket_folder(folder / "run", SOCKET, None) / SOCKET, data_dir / "log" / "valkey.log")


def answers(server: Valkey) -> bool:
    """Whether this very broker is up and has read its data."""
    try:
        with contextlib.closing(redis.Redis.from_url(server.url, socket_timeout=3, decode_responses=True)) as client:
            return bool(client.ping()) and client.config_get("dir") == {"dir": str(server.folder)}
    except redis.RedisError:
        return False


def start(server: Valkey) -> subprocess.Popen[bytes] | None:
    """Start it, or find it running (None) because it outlived whoever started it. Raises EmbeddedError."""
    if answers(server):
        return None
    stop(server)  # one that hangs: a second one would write to the same file
    make_private(server.socket.parent, None)
    argv = [str(valkey_program()), "--dir", str(server.folder), "--unixsocket", str(server.socket)]
    argv += [word for name, value in SERVER_SETTINGS.items() for word in (f"--{name}", value)]
    with open_log(server.log) as log:
        started = process.spawn(
            argv, output=log, environment={"LC_ALL": "C"}, with_parent=SIGTERM, folder=server.folder
        )
    identity = process.identify(started.pid)
    if identity is not None:
        server.record.write_text(json.dumps(asdict(identity)))
    deadline = time.monotonic() + READY_WITHIN
    while started.poll() is None and time.monotonic() < deadline:
        if answers(server):
            return started
        time.sleep(0.02)
    stop(server, started)
    raise EmbeddedError(
        f"Valkey does not start. {server.log} ends with:\n{tail(server.log)}\n"
        f"It holds nothing that cannot be lost: if its files are damaged, remove {server.folder} and start again."
    )


def alive(server: Valkey) -> bool:
    """Whether its process is there: cheap, and no promise that it answers."""
    identity = _recorded(server)
    return identity is not None and process.running(identity)


def stop(server: Valkey, started: subprocess.Popen[bytes] | None = None) -> None:
    """End it; what was written is on the disk before it goes."""
    identity = _recorded(server)
    if identity is not None and not process.end(identity, ((SIGTERM, 5.0), (SIGKILL, 10.0))):
        raise EmbeddedError(f"Valkey (process {identity.pid}) does not end. Stop it, then start again.")
    if started is not None:
        started.wait()
    server.record.unlink(missing_ok=True)
    server.socket.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        server.socket.parent.rmdir()


def _recorded(server: Valkey) -> process.Identity | None:
    try:
        return process.Identity(**json.loads(server.record.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None

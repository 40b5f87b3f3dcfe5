"""The installation under attack: servers, programs and the links between them, all of this run's own."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from orchestrator import bootstrap, embedded, process, settings
from orchestrator.callboard import Callboard
from orchestrator.embedded import postgres
from orchestrator.storage.migrate import upgrade
from orchestrator.testing.simulator.client import Operator
from worker import celery
from worker.queue import CeleryQueue

from .host import Host, host
from .link import Link
from .program import Program

WORKERS = ("worker-1", "worker-2")
READY_WITHIN = 60.0
DISK_MB = 2_048


@dataclass(frozen=True, slots=True)
class Site:
    """`callboard` reaches database and broker directly: it is the recruiters', who are not under attack.

    `disk` is the mount the servers' data is on, None where nothing could be mounted. `host` is the network of the
    second worker, None where it shares ours.
    """

    callboard: Callboard
    servers: embedded.Embedded
    boards: Operator
    links: dict[str, Link]
    programs: dict[str, Program]
    disk: Path | None
    host: Host | None
    folder: Path

    def workers(self) -> list[Program]:
        return [self.programs[name] for name in WORKERS]

    def tend(self) -> None:
        """What the supervisor does: start again whatever has died by itself."""
        for program in self.programs.values():
            program.tend()

    def revive(self) -> None:
        """Start the servers that are not there, however long they need to recover."""
        embedded.revive(self.servers)

    def kill_postgres(self) -> None:
        """kill -9 of the server; its helpers notice and end."""
        _kill(self.servers.postgres_process)

    def kill_valkey(self, *, wipe: bool) -> None:
        """kill -9 of the broker; with `wipe` its files go too."""
        _kill(self.servers.valkey_process)
        if wipe and self.servers.valkey is not None:
            for each in self.servers.valkey.folder.glob("appendonlydir*"):
                shutil.rmtree(each)


def _kill(found: subprocess.Popen[bytes] | None) -> None:
    assert found is not None, "this run started its servers itself"
    found.kill()
    found.wait()


@contextlib.contextmanager
def site(
    *, deadline: float, lease: float, module: str = "worker.app", disk: bool = False, apart: bool = False
) -> Iterator[Site]:
    """Everything up and running; everything ended and removed at the end.

    `module` is the workers' entry point. `disk`: put the servers' data on a small disk of its own, `apart`: put the
    second worker on a network of its own, where possible.
    """
    with contextlib.ExitStack() as stack:
        elsewhere = stack.enter_context(host()) if apart else None
        folder = Path(tempfile.mkdtemp(prefix="callboard-chaos-", dir=_room()))
        folder.chmod(0o711)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        data = folder / "data"
        mounted = disk and stack.enter_context(_mount(data))
        config = settings.load({
            "CALLBOARD_DATA_DIR": str(data),
            "CALLBOARD_DEADLINE": str(deadline),
            "CALLBOARD_LEASE": str(lease),
            "CALLBOARD_PORT": str(_free_port()),
        })  # fmt: skip
        servers = embedded.start(config)
        stack.callback(embedded.stop, servers)
        upgrade(servers.servers.database_url)
        programs: dict[str, Program] = {}
        stack.callback(_end_all, programs, deadline)
        simulator_port = _free_port()
        links = _links(servers, simulator_port, stack, "0.0.0.0" if elsewhere else "127.0.0.1")
        for name, argv in _commands(simulator_port, folder, module).items():
            there = elsewhere if name == WORKERS[1] else None
            environment = _environment(config, servers, links, there.address if there else "127.0.0.1")
            prefix = there.prefix if there else ()
            programs[name] = Program(name, argv, environment, folder / f"{name}.log", prefix)
            programs[name].start()
        boards = Operator(f"http://127.0.0.1:{simulator_port}")
        _await(simulator_port, "the simulator")
        _await(config.port, "the web")
        redis_url = servers.servers.redis_url
        queue = CeleryQueue(celery.make(redis_url), redis_url)
        callboard = bootstrap.build(config, servers.servers.database_url, queue)
        stack.callback(callboard.database.close)
        yield Site(callboard, servers, boards, links, programs, data if mounted else None, elsewhere, folder)


def _commands(simulator_port: int, folder: Path, module: str) -> dict[str, list[str]]:
    python = [sys.executable, "-m"]
    state = str(folder / "boards")
    return {
        "boards": [*python, "orchestrator.testing.simulator", "--port", str(simulator_port), "--state", state],
        "web": [*python, "web.wsgi"],
        "beat": [*python, "worker.app", "beat"],
        **{name: [*python, module, "worker"] for name in WORKERS},
    }


def _links(
    servers: embedded.Embedded, simulator_port: int, stack: contextlib.ExitStack, address: str
) -> dict[str, Link]:
    assert servers.postgres is not None
    assert servers.valkey is not None
    links = {
        "boards": Link(("127.0.0.1", simulator_port), address),
        "postgres": Link(str(servers.postgres.sockets / postgres.SOCKET), address),
        "valkey": Link(str(servers.valkey.socket), address),
    }
    for link in links.values():
        link.start()
        stack.callback(link.close)
    return links


def _environment(
    config: settings.Settings, servers: embedded.Embedded, links: dict[str, Link], address: str
) -> dict[str, str]:
    assert servers.postgres is not None
    password = servers.postgres.password
    user, database = postgres.USER, postgres.DATABASE
    return settings.for_programs(
        config,
        f"postgresql+psycopg://{user}:{password}@{address}:{links['postgres'].port}/{database}",
        f"redis://{address}:{links['valkey'].port}/0",
    ) | {
        "CALLBOARD_DEADLINE": str(config.deadline),
        "CALLBOARD_LEASE": str(config.lease),
        "CALLBOARD_PORT": str(config.port),
        "CALLBOARD_SIMULATOR_URL": f"http://{address}:{links['boards'].port}",
    }


@contextlib.contextmanager
def _mount(data: Path) -> Iterator[bool]:
    """A disk of its own at `data`, in memory; says whether that was possible."""
    data.mkdir(mode=0o711)
    options = f"size={DISK_MB}m,mode=711"
    done = os.getuid() == 0 and shutil.which("mount") is not None
    done = done and not subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", data]).returncode
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", "--lazy", data])


def _end_all(programs: dict[str, Program], deadline: float) -> None:
    for program in programs.values():
        program.signal(signal.SIGCONT)
        program.signal(signal.SIGTERM)
    for program in programs.values():
        program.end(deadline + 10)


def _room() -> Path | None:
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK | os.X_OK) and shutil.disk_usage(memory).free > 2_000_000_000
    return memory if roomy else None


def _free_port() -> int:
    """Below the ports the system gives to connections, one of which could take it before its program does."""
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as found, contextlib.suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def _await(port: int, what: str) -> None:
    if not process.wait_until(lambda: _listens(port), READY_WITHIN, 0.05):
        raise RuntimeError(f"{what} was not ready after {READY_WITHIN:g} s")

"""The programs Callboard consists of: the one list the supervisor runs, and Docker Compose is checked against."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass

from .settings import Settings


@dataclass(frozen=True, slots=True)
class Program:
    """One program: its name, its command, how to see that it is ready (None: once it runs), and the seconds it may
    take to end after SIGTERM."""

    name: str
    argv: tuple[str, ...]
    ready: Callable[[], bool] | None = None
    stop_grace: float = 10.0


def programs(settings: Settings) -> tuple[Program, ...]:
    """In the order they start; they stop in reverse, so that a worker can still finish what it has begun."""
    return (
        Program(
            "simulator",
            _module(
                *("orchestrator.testing.simulator", "--host", settings.simulator_host),
                *("--port", str(settings.simulator_port), "--state", str(settings.data_dir / "simulator")),
            ),
            ready=_accepts(settings.simulator_host, settings.simulator_port),
        ),
        Program("web", _module("web.wsgi"), ready=_accepts(settings.host, settings.port)),
        # Longer than one call to a board, the recording of its answer and a margin.
        Program("worker", _module("worker.app", "worker"), stop_grace=settings.deadline + 10.0),
        Program("beat", _module("worker.app", "beat")),
        *_mail(settings),
    )


def _mail(settings: Settings) -> tuple[Program, ...]:
    """Takes mail for aliases, where there is a domain for them."""
    if settings.alias_domain is None:
        return ()
    ready = _accepts(settings.alias_host, settings.alias_port)
    return (Program("mail", _module("orchestrator.counting.mail_server"), ready=ready),)


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name, *arguments)


def _accepts(host: str, port: int) -> Callable[[], bool]:
    """Whether somebody listens there; a server on all interfaces is asked on this machine's own."""
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 – asked, not bound

    def check() -> bool:
        try:
            with socket.create_connection((address, port), timeout=1):
                return True
        except OSError:
            return False

    return check

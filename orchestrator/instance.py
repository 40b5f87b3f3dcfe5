"""One running Callboard for each data folder, on ports nobody else uses."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime

from .lock import Lock, Locked, is_held, read_holder
from .settings import Settings, SettingsError

LOCK_FILE = "up.lock"


def hold(settings: Settings) -> Lock:
    """The lock of the running installation, to be entered; it says who holds it."""
    since = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"process": str(os.getpid()), "address": settings.public_url, "since": since}
    return Lock(settings.data_dir / LOCK_FILE, holder, patience=1.0)


def describe_running(settings: Settings) -> str | None:
    """Who runs with this data folder, in words; None if nobody does."""
    path = settings.data_dir / LOCK_FILE
    return _describe(read_holder(path)) if is_held(path) else None


def explain(settings: Settings, error: Locked) -> str:
    """What holds up a start, and what to do."""
    if error.path.name != LOCK_FILE:
        return f"Another command uses the servers of {settings.data_dir} ({error}). Wait for its end, then start again."
    return (
        f"Callboard already runs with the data folder {settings.data_dir}: {_describe(error.holder)}. Stop that one, "
        f"or choose another folder with CALLBOARD_DATA_DIR and other ports with CALLBOARD_PORT and "
        f"CALLBOARD_SIMULATOR_PORT."
    )


def listening(settings: Settings) -> tuple[tuple[str, str, str, int], ...]:
    """Which program listens where: its name, the variable that moves it, host and port."""
    return (
        ("web", "CALLBOARD_PORT", settings.host, settings.port),
        ("simulator", "CALLBOARD_SIMULATOR_PORT", settings.simulator_host, settings.simulator_port),
        ("mail", "CALLBOARD_ALIAS_PORT", settings.alias_host, settings.alias_port),
    )


def demand_free_ports(settings: Settings, names: frozenset[str]) -> None:
    """Raises SettingsError for the first of the programs `names` that cannot listen where it should."""
    for name, variable, host, port in listening(settings):
        problem = port_problem(host, port) if name in names else None
        if problem:
            raise SettingsError(variable, f"{host} port {port} cannot be used: {problem}.", "Set a free one.")


def port_problem(host: str, port: int) -> str | None:
    """Why nobody can listen there now; None when it is free."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return None


def _describe(holder: dict[str, str]) -> str:
    process, since, address = (holder.get(name, "unknown") for name in ("process", "since", "address"))
    return f"process {process}, since {since}, at {address}"

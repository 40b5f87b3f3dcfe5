"""`callboard up`: servers, database, programs."""

from __future__ import annotations

import datetime
import os
import socket
import time
from dataclasses import replace

import click
from rich.console import Console
from rich.markup import escape

from .. import embedded, settings
from ..keys import make_data_folder
from ..lock import Lock, Locked
from ..programs import programs
from ..settings import Settings, SettingsError, for_programs
from ..supervisor import Supervisor, Watch

LOCK_FILE = "up.lock"


@click.command(name="up")
@click.option("--without", multiple=True, metavar="PROGRAM", help="Leave a program out; may be repeated.")
def command(without: tuple[str, ...]) -> None:
    """Start everything and stay until Ctrl-C."""
    run(settings.load(), frozenset(without), Console(stderr=True, highlight=False))


def run(config: Settings, without: frozenset[str], console: Console) -> None:
    """Bring the installation up and keep it up until SIGINT or SIGTERM.

    Raises click.ClickException when it runs already or a port is taken, EmbeddedError when a server cannot start.
    """
    chosen = [program for program in programs(config) if program.name not in without]
    make_data_folder(config.data_dir)
    try:
        with _lock(config):
            _demand_free_ports(config, without)

            def announce(name: str, text: str) -> None:
                console.print(f"[dim]{time.strftime('%H:%M:%S')}[/] [bold]{name:<9}[/] {escape(text)}", soft_wrap=True)

            with embedded.held(config) as held:
                announce("servers", "ready")
                found = replace(config, database_url=held.servers.database_url, redis_url=held.servers.redis_url)
                link = prepare(found)

                def look_after() -> None:
                    for name in embedded.revive(held):
                        announce("servers", f"{name} had died and was started again")

                def started() -> None:
                    announce("callboard", f"open {config.public_url} – stop with Ctrl-C")
                    if link:
                        announce("callboard", f"sign in once with {link}")

                Supervisor(
                    chosen,
                    for_programs(config, held.servers.database_url, held.servers.redis_url),
                    config.data_dir,
                    announce,
                    watch=watch(found),
                    look_after=look_after,
                ).run(started)
            announce("servers", "ended")
    except Locked as error:
        raise click.ClickException(_already(config, error)) from error


def prepare(found: Settings) -> str | None:
    """Make the database ready for these settings, whose addresses are filled in; the one-time sign-in link."""
    from ..services.demonstration import seed
    from ..services.sign_in import issue_link
    from ..storage.migrate import upgrade

    upgrade(str(found.database_url))
    seed(found)
    return issue_link(found)


def watch(found: Settings) -> Watch | None:
    """How the supervisor sees whether the worker gets on: the age of the oldest posting that could be sent."""
    return None


def _lock(config: Settings) -> Lock:
    since = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    holder = {"process": str(os.getpid()), "address": config.public_url, "since": since}
    return Lock(config.data_dir / LOCK_FILE, holder, patience=1.0)


def _already(config: Settings, error: Locked) -> str:
    if error.path.name != LOCK_FILE:
        return f"Another command uses the servers of {config.data_dir} ({error}). Wait for it to end, then start again."
    who = error.holder
    return (
        f"Callboard already runs with the data folder {config.data_dir}: process {who.get('process', 'unknown')}, since "
        f"{who.get('since', 'unknown')}, at {who.get('address', 'unknown')}. Stop that one, or choose another folder "
        f"with CALLBOARD_DATA_DIR and other ports with CALLBOARD_PORT and CALLBOARD_SIMULATOR_PORT."
    )


def _demand_free_ports(config: Settings, without: frozenset[str]) -> None:
    for program, variable, host, port in (
        ("web", "CALLBOARD_PORT", config.host, config.port),
        ("simulator", "CALLBOARD_SIMULATOR_PORT", config.simulator_host, config.simulator_port),
    ):
        if program not in without:
            problem = port_problem(host, port)
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

"""`callboard up`: servers, database, programs."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping

import click
from rich.console import Console
from rich.markup import escape

from .. import embedded, instance, settings
from ..keys import make_data_folder
from ..lock import Locked
from ..programs import programs
from ..settings import Settings, for_programs
from ..supervisor import Supervisor, Watch
from ..urls import libpq_url


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
        with instance.hold(config):
            instance.demand_free_ports(config, frozenset(program.name for program in chosen))

            def announce(name: str, text: str) -> None:
                console.print(f"[dim]{time.strftime('%H:%M:%S')}[/] [bold]{name:<9}[/] {escape(text)}", soft_wrap=True)

            with embedded.held(config) as held:
                announce("servers", "ready")
                environment = for_programs(config, held.servers.database_url, held.servers.redis_url)
                link = prepare(environment)

                def look_after() -> None:
                    for name in embedded.revive(held):
                        announce("servers", f"{name} had died and was started again")

                def started() -> None:
                    announce("callboard", f"open {config.public_url} – stop with Ctrl-C")
                    if link:
                        announce("callboard", f"sign in once with {link}")

                Supervisor(
                    chosen,
                    environment,
                    config.data_dir,
                    announce,
                    watch=_watch(held.servers.database_url),
                    look_after=look_after,
                ).run(started)
            announce("servers", "ended")
    except Locked as error:
        raise click.ClickException(instance.explain(config, error)) from error


def prepare(environment: Mapping[str, str]) -> str:
    """Make the database ready; the one-time sign-in link, empty if there is none.

    In a process of its own: what migrating and filling load would stay in the supervisor's memory for good.
    """
    done = subprocess.run(
        [sys.executable, "-m", "orchestrator.cli", "prepare"], env=environment, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise click.ClickException("The database could not be made ready; the reason stands above.")
    return done.stdout.strip()


def _watch(database_url: str) -> Watch:
    """The worker gets on when no posting that could be sent grows old; a database that is away tells nothing."""

    def age() -> float | None:
        import psycopg

        from ..storage.account_queue import oldest_sendable

        try:
            with psycopg.connect(
                libpq_url(database_url), connect_timeout=3, options="-c statement_timeout=3000"
            ) as connection:
                return oldest_sendable(connection)
        except psycopg.Error:
            return None

    return Watch("worker", age)

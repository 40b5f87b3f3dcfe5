"""`callboard migrate`."""

from __future__ import annotations

import click

from .. import embedded, settings


@click.command(name="migrate")
def command() -> None:
    """Bring the database to the version of this program."""
    from ..storage.migrate import upgrade

    with embedded.running(settings.load()) as servers:
        upgrade(servers.database_url)
    click.echo("The database is up to date.")

"""`callboard prepare`: what `callboard up` needs done before its programs start, in a process that ends."""

from __future__ import annotations

import click

from .. import embedded, settings
from ..settings import Settings


@click.command(name="prepare")
def command() -> None:
    """Bring the database up to date, fill it on the first run, and print a one-time sign-in link."""
    config = settings.load()
    with embedded.running(config) as servers:
        link = prepare(config, servers.database_url)
    if link:
        click.echo(link)


def prepare(config: Settings, database_url: str) -> str | None:
    """Migrate, seed an empty installation, and issue the sign-in link; None where nobody needs one."""
    from ..bootstrap import build
    from ..services.demonstration import seed
    from ..services.sign_in import issue_link
    from ..storage.migrate import upgrade

    upgrade(database_url)
    callboard = build(config, database_url)
    try:
        seed(callboard)
        return issue_link(callboard)
    finally:
        callboard.database.close()

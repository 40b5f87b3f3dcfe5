"""`callboard prepare`: what `callboard up` needs done before its programs start, in a process that ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .. import embedded, settings
from ..settings import Settings

if TYPE_CHECKING:
    from ..callboard import Callboard


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
    from ..storage.migrate import upgrade

    upgrade(database_url)
    callboard = build(config, database_url)
    try:
        seed(callboard)
        return _link(callboard)
    finally:
        callboard.database.close()


def _link(callboard: Callboard) -> str | None:
    """A sign-in link for the first admin; None where there is none (yet)."""
    from ..domain.permission import Role
    from ..services.sign_in import issue_link
    from ..storage import people

    with callboard.database.read() as connection:
        admins = [each for each in people.everyone(connection) if each.role is Role.ADMIN and each.active]
    return callboard.settings.public_url + issue_link(callboard, admins[0].name) if admins else None

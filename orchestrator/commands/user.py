"""`callboard user`: who may sign in."""

from __future__ import annotations

import json

import click

from ..domain.permission import Role

ACTOR = "command line"


@click.group(name="user")
def command() -> None:
    """Add people who work with Callboard."""


@command.command(name="add")
@click.argument("name")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), required=True, help="What the person does here."
)
@click.option("--employer", metavar="NAME", default="", help="Limit the person to one employer; it must exist.")
@click.option("--json", "as_json", is_flag=True, help='For programs: {"name", "role", "employer", "link", "hours"}.')
def add(name: str, role: str, employer: str, as_json: bool) -> None:
    """Add NAME (letters, digits, . _ - @ +) and print the link that signs them in once."""
    from .. import bootstrap, embedded, settings
    from ..services.add_person import add_person
    from ..services.refused import Refused
    from ..services.sign_in import LINK_LIFETIME, issue_link
    from ..storage import employers

    config = settings.load()
    with embedded.running(config) as servers:
        callboard = bootstrap.build(config, servers.database_url)
        try:
            with callboard.database.read() as connection:
                limited = employers.by_name(connection, employer) if employer else None
            if employer and limited is None:
                raise click.ClickException(
                    f"there is no employer {employer!r}; import its adverts first, or correct the name"
                )
            person = add_person(callboard, ACTOR, name, Role(role), limited.id if limited else None)
            link = config.public_url.rstrip("/") + issue_link(callboard, person.name)
        except Refused as refused:
            raise click.ClickException(str(refused)) from refused
        finally:
            callboard.database.close()
    hours = int(LINK_LIFETIME.total_seconds() // 3600)
    if as_json:
        row = {
            "name": person.name,
            "role": role,
            "employer": limited.name if limited else None,
            "link": link,
            "hours": hours,
        }
        click.echo(json.dumps(row, ensure_ascii=False))
    else:
        click.echo(f"{person.name} may sign in as {role}, once within {hours} hours, with\n{link}")

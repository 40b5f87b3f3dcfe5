"""`callboard elsewhere`: which candidates an employer reaches by another system already."""

from __future__ import annotations

import json

import click

from .installed import acting, installed


@click.command(name="elsewhere")
@click.argument("employer")
@click.argument("routes", nargs=-1, metavar="[AUDIENCE=SYSTEM]...")
@acting
@click.option("--json", "as_json", is_flag=True, help="For programs: systems by audience.")
def command(employer: str, routes: tuple[str, ...], actor: str, as_json: bool) -> None:
    """Say what sends EMPLOYER's vacancies to a board already, such as indeed.com=Workday.

    An empty SYSTEM takes it back. Without any, what is set is listed.
    """
    from ..queries.other_routes import other_routes
    from ..services.save_other_routes import save_other_routes
    from ..storage import employers

    with installed() as callboard:
        with callboard.database.read() as connection:
            found = employers.by_name(connection, employer)
            if found is None:
                raise click.ClickException(f"there is no employer {employer!r}")
            known = {each.audience: each.by for each in other_routes(connection, callboard.registry, found.id)}
        given = dict(_pair(each) for each in routes)
        wanted = {audience: by for audience, by in (known | given).items() if by}
        if given:
            save_other_routes(callboard, actor, found.id, wanted)
    if as_json:
        click.echo(json.dumps(wanted, indent=2))
    elif wanted:
        click.echo("\n".join(f"{audience}: {by}" for audience, by in wanted.items()))
    else:
        click.echo("Nothing is sent by another system.")


def _pair(given: str) -> tuple[str, str]:
    audience, mark, by = given.partition("=")
    if not mark or not audience.strip():
        raise click.BadParameter(f"{given!r}: write AUDIENCE=SYSTEM, such as indeed.com=Workday")
    return audience.strip(), by.strip()

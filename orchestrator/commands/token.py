"""`callboard token`: which other systems may tell us of counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..callboard import Callboard

ACTOR = "command line"


@click.group(name="token")
def command() -> None:
    """Let an employer's applicant system post its counts to `/api/counts`."""


@command.command(name="add")
@click.argument("employer")
@click.argument("label")
def add(employer: str, label: str) -> None:
    """Print a token for the system LABEL of EMPLOYER, this once."""
    from ..services.issue_token import issue_token

    with _of(employer) as (callboard, id):
        click.echo(issue_token(callboard, ACTOR, id, label))


@command.command(name="revoke")
@click.argument("employer")
@click.argument("label")
def revoke(employer: str, label: str) -> None:
    """Refuse the token of the system LABEL of EMPLOYER from now on."""
    from ..services.issue_token import revoke_token

    with _of(employer) as (callboard, id):
        revoke_token(callboard, ACTOR, id, label)
    click.echo(f"The token of {label} is refused from now on.")


@command.command(name="list")
@click.argument("employer")
def list_(employer: str) -> None:
    """Say which systems of EMPLOYER have had a token, by whom and when."""
    from ..storage import api_tokens

    with _of(employer) as (callboard, id), callboard.database.read() as connection:
        found = api_tokens.listed(connection, id)
    for each in found:
        ended = f", revoked by {each.revoked_by} {each.revoked_at:%Y-%m-%d %H:%M}" if each.revoked_at else ""
        click.echo(f"{each.label}: issued by {each.issued_by} {each.issued_at:%Y-%m-%d %H:%M}{ended}")
    if not found:
        click.echo("No system of this employer has a token.")


@contextmanager
def _of(employer: str) -> Iterator[tuple[Callboard, int]]:
    from .. import bootstrap, embedded, settings
    from ..services.refused import Refused
    from ..storage import employers

    config = settings.load()
    with embedded.running(config) as servers:
        callboard = bootstrap.build(config, servers.database_url)
        try:
            with callboard.database.read() as connection:
                found = employers.by_name(connection, employer)
            if found is None:
                raise click.ClickException(f"there is no employer {employer!r}; correct the name")
            yield callboard, found.id
        except Refused as refused:
            raise click.ClickException(str(refused)) from refused
        finally:
            callboard.database.close()

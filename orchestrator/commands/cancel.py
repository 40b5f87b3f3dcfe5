"""`callboard cancel`: take scheduled postings off the calendar."""

from __future__ import annotations

import click

from .installed import acting, counted, ids_of, installed, references


@click.command(name="cancel")
@references
@acting
def command(references: tuple[str, ...], actor: str) -> None:
    """Cancel postings of which nothing has been sent."""
    from ..services.cancel import cancel

    with installed() as callboard:
        number = cancel(callboard, actor, ids_of(callboard, references))
    click.echo(counted(number, "cancelled"))

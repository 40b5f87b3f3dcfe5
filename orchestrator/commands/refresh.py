"""`callboard refresh`: renew live postings."""

from __future__ import annotations

import click

from .installed import acting, counted, ids_of, installed, references


@click.command(name="refresh")
@references
@acting
def command(references: tuple[str, ...], actor: str) -> None:
    """Ask the boards to renew live postings."""
    from ..services.refresh import refresh

    with installed() as callboard:
        number = refresh(callboard, actor, ids_of(callboard, references))
    click.echo(counted(number, "to be renewed"))

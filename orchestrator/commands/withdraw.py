"""`callboard withdraw`: take adverts down."""

from __future__ import annotations

import click

from .installed import acting, counted, ids_of, installed, references


@click.command(name="withdraw")
@references
@acting
def command(references: tuple[str, ...], actor: str) -> None:
    """Take adverts down, and cancel what was not sent yet."""
    from ..services.withdraw import withdraw

    with installed() as callboard:
        done = withdraw(callboard, actor, ids_of(callboard, references))
    click.echo(f"{counted(done.taking_down, 'being taken down')}, {done.cancelled:,} cancelled")

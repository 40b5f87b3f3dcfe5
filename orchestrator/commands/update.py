"""`callboard update`: postings to what their advert says now."""

from __future__ import annotations

import click

from .installed import acting, counted, ids_of, installed, references


@click.command(name="update")
@references
@acting
def command(references: tuple[str, ...], actor: str) -> None:
    """Bring postings to what their advert and vacancy say now."""
    from ..services.update import update

    with installed() as callboard:
        done = update(callboard, actor, ids_of(callboard, references))
    click.echo(f"{counted(done.changed, 'changed')}, {done.same:,} had nothing to change")

"""`callboard retry`: let stopped postings go again."""

from __future__ import annotations

import click

from .installed import acting, counted, ids_of, installed, references


@click.command(name="retry")
@references
@acting
def command(references: tuple[str, ...], actor: str) -> None:
    """Try stopped postings again, after what stopped them was seen to."""
    from ..services.retry import retry

    with installed() as callboard:
        number = retry(callboard, actor, ids_of(callboard, references))
    click.echo(counted(number, "tried again"))

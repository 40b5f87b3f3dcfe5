"""`callboard repost`: post again what has ended."""

from __future__ import annotations

import click

from .installed import acting, ids_of, installed, references


@click.command(name="repost")
@references
@click.option(
    "--at", "starts", metavar="TIME", default="", help="2026-11-30T09:00 in the employer's zone; now if left out."
)
@click.option("--expires", "ends", metavar="TIME", default="", help="When it comes down.")
@acting
def command(references: tuple[str, ...], starts: str, ends: str, actor: str) -> None:
    """Post again what has ended, or what its board has lost; prints the new references. It can cost a credit again."""
    from ..services.repost import repost

    with installed() as callboard:
        placed = repost(callboard, actor, ids_of(callboard, references), starts=starts or None, ends=ends or None)
    for each in placed:
        click.echo(each.reference)

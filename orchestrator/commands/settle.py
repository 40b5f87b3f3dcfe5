"""`callboard settle`: say what is at the board."""

from __future__ import annotations

import click

from .installed import acting, ids_of, installed


@click.command(name="settle")
@click.argument("reference")
@click.option("--live/--not-there", "live", default=None, help="Is the advert at the board?")
@click.option("--url", metavar="URL", default="", help="Where it is, if you have the address.")
@acting
def command(reference: str, live: bool | None, url: str, actor: str) -> None:
    """Say whether the posting REFERENCE is at its board, where nothing else can tell."""
    from ..services.settle import settle

    if live is None:
        raise click.UsageError("say --live or --not-there")
    if url and not live:
        raise click.UsageError("--url goes with --live")
    with installed() as callboard:
        (id,) = ids_of(callboard, [reference])
        settle(callboard, actor, id, live=live, url=url or None)
    click.echo(f"{reference} is {'live' if live else 'not there'}; it goes on from there by itself")

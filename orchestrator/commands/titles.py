"""`callboard titles`: what else the same work is called."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from ..titles.similar import similar


@click.command(name="titles")
@click.argument("title")
@click.option("--most", default=12, show_default=True, type=click.IntRange(1, 100), help="How many to list.")
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of objects.")
def command(title: str, most: int, as_json: bool) -> None:
    """List similar titles, nearest first, each with the list it comes from.

    Name them in the text and in keyword fields of the one advert; boards hide further adverts for the same work.
    """
    found = similar(title, most)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], indent=2, ensure_ascii=False))
        return
    for each in found:
        click.echo(f"{each.title}  ({each.source}: {each.occupation}{' ' + each.code if each.code else ''})")
    if not found:
        click.echo("no similar title is known", err=True)

"""`callboard postings`: every advert at every board."""

from __future__ import annotations

import json

import click

from ..domain.status import Status
from .installed import installed


@click.command(name="postings")
@click.option("--employer", metavar="NAME", default="", help="Only this employer's.")
@click.option("--state", type=click.Choice([each.value for each in Status]), help="Only those in this state.")
@click.option("--board", metavar="NAME", default="", help="Only those on this board.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help='For programs: {"total", "postings": […]}.')
def command(employer: str, state: str | None, board: str, limit: int, as_json: bool) -> None:
    """List postings, those that start last first."""
    from ..queries.posting_list import PostingFilter, posting_list
    from ..storage import employers
    from .posting_table import row, show

    with installed() as callboard, callboard.database.read() as connection:
        owner = employers.by_name(connection, employer) if employer else None
        if employer and owner is None:
            known = ", ".join(each.name for each in employers.everyone(connection)) or "none"
            raise click.ClickException(f"there is no employer {employer!r}; there are: {known}")
        wanted = PostingFilter(owner.id if owner else None, status=Status(state) if state else None, board=board)
        found = posting_list(connection, wanted, size=limit)
    if as_json:
        click.echo(json.dumps({"total": found.total, "postings": [row(line) for line in found.rows]}, indent=2))
    elif found.rows:
        show(found.rows)
        if found.total > len(found.rows):
            click.echo(f"{len(found.rows):,} of {found.total:,}; narrow the list, or raise --limit", err=True)
    else:
        click.echo("No posting matches.", err=True)

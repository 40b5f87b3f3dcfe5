"""`callboard report`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from .. import embedded, settings

if TYPE_CHECKING:
    from ..queries.report import Report

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(name="report")
@click.option("--from", "start", type=DAY, help="First day; without it, the first of this month.")
@click.option("--to", "end", type=DAY, help="Last day; without it, today.")
@click.option("--employer", help="The employer's short name; without it, all employers.")
@click.option("--by", type=click.Choice(["vacancy", "advert", "board", "day"]), default="board", show_default=True)
@click.option("--csv", "form", flag_value="csv", help="For a spreadsheet.")
@click.option("--json", "form", flag_value="json", help="For a program.")
def command(start: datetime | None, end: datetime | None, employer: str | None, by: str, form: str | None) -> None:
    """Say what came back in a period: clicks, applications, and for how many postings they are known.

    What boards report and what our apply links measure stand side by side; they are never added up.
    """
    from sqlalchemy import select

    from ..domain.day import day_of
    from ..queries.report import By, report
    from ..storage.database import Database, clock
    from ..storage.tables import employer as employers

    known = settings.load()
    with embedded.running(known) as servers:
        database = Database(servers.database_url, pool_size=1)
        with database.read() as connection:
            last = end.date() if end else day_of(clock(connection), ZoneInfo(known.zone))
            first = start.date() if start else last.replace(day=1)
            if last < first:
                raise click.BadParameter("the last day is before the first; swap them", param_hint="--to")
            whose = None
            if employer is not None:
                whose = connection.execute(
                    select(employers.c.id).where(employers.c.slug == employer)
                ).scalar_one_or_none()
                if whose is None:
                    raise click.BadParameter(f"there is no employer {employer!r}", param_hint="--employer")
            made = report(connection, first, last, By(by), employer=whose)
        database.close()
    _print(made, form)


def _print(made: Report, form: str | None) -> None:
    from ..queries.report_sheet import plain, sheet

    if form == "csv":
        click.echo(sheet(made), nl=False)
    elif form == "json":
        click.echo(json.dumps(plain(made), indent=2, ensure_ascii=False))
    else:
        _table(made)


def _table(made: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    from ..queries.report import COLUMNS

    shown = [each for each in COLUMNS if made.total.tallies[each].known]
    table = Table(title=f"{made.start:%d %B %Y} to {made.end:%d %B %Y}, by {made.by}", title_justify="left")
    table.add_column(made.by.value.capitalize())
    table.add_column("Postings", justify="right")
    for column in shown:
        table.add_column(column.name.replace("_", " "), justify="right")
    for line in (*made.lines, made.total):
        if line is made.total:
            table.add_section()
        tallies = [line.tallies[column] for column in shown]
        table.add_row(line.label, f"{line.postings:,}", *(_words(each.value, each.known, each.of) for each in tallies))
    console = Console()
    console.print(table)
    console.print(f"{made.robots:,} requests by robots are left out. A number without “of” is known for every posting.")


def _words(value: int | None, known: int, of: int) -> str:
    if value is None:
        return "unknown"
    return f"{value:,}" if known == of else f"{value:,} ({known} of {of})"

"""`callboard report`."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from .. import embedded, settings

if TYPE_CHECKING:
    from ..queries.report import Report

DAY = click.DateTime(["%Y-%m-%d"])
BY = ("vacancy", "advert", "board", "employer", "day")


@click.command(name="report")
@click.option("--from", "start", type=DAY, help="First day; without it, the first of this month.")
@click.option("--to", "end", type=DAY, help="Last day; without it, today.")
@click.option("--employer", help="The employer's short name; without it, all employers.")
@click.option("--by", type=click.Choice(BY), default="board", show_default=True)
@click.option(
    "--verify",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compute the figures of a report's file (JSON, CSV, XLSX) anew from the data in it; needs no database.",
)
@click.option("--csv", "form", flag_value="csv", help="For a spreadsheet.")
@click.option("--json", "form", flag_value="json", help="For a program.")
def command(
    start: datetime | None, end: datetime | None, employer: str | None, by: str, file: Path | None, form: str | None
) -> None:
    """Say what came back in a period: clicks, applications, and for how many postings they are known.

    What boards report and what our apply links measure stand side by side; they are never added up.
    """
    if file is not None:
        _verify(file)
        return
    from sqlalchemy import select

    from ..domain.day import day_of
    from ..queries.month_data import frozen_report
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
            frozen = frozen_report(connection, first, last, made.by, whose) if form else {}
        database.close()
    _print(made, form, frozen)


def _verify(file: Path) -> None:
    """Exit code 1 where the figures are not those of the data, 2 where it is no report."""
    from ..reporting.edition import NotAReport
    from ..reporting.snapshot import short
    from ..reporting.verify import verify_file

    try:
        found = verify_file(file)
    except NotAReport as error:
        raise click.BadParameter(str(error), param_hint="--verify") from error
    if not found.intact:
        click.echo(f"The data are not those that snapshot {short(found.snapshot)} names: they were changed.")
    for line in found.differing:
        click.echo(f"Differs: {line}")
    if found.code_version is not None:
        click.echo(f"Made with version {found.code_version}, computed with {version('callboard')}.")
    if not found.holds:
        raise SystemExit(1)
    click.echo(f"Verified: snapshot {short(found.snapshot)} gives the same figures.")


def _print(made: Report, form: str | None, frozen: dict[str, object]) -> None:
    from ..queries.report_sheet import plain
    from ..reporting.files import Sheet, as_csv
    from ..reporting.tables import table

    if form == "csv":
        click.echo(as_csv(Sheet("report", table(frozen), frozen)).body, nl=False)
    elif form == "json":
        click.echo(json.dumps({**plain(made), **frozen}, indent=2, ensure_ascii=False))
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

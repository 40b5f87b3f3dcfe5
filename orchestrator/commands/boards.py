"""`callboard boards`: the boards that are installed."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from ..boards import registry
from ..domain.offer import NATURAL
from ..queries.boards import BoardSummary, boards


@click.command(name="boards")
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of boards.")
@click.option(
    "--pages",
    type=click.Path(file_okay=False, path_type=Path),
    help="Bring the documentation of the boards in this folder up to date.",
)
def command(as_json: bool, pages: Path | None) -> None:
    """List the boards Callboard can post to, and what each of them can do."""
    installed = registry.load()
    if pages is not None:
        from ..queries.board_pages import refreshed

        pages.mkdir(parents=True, exist_ok=True)
        for name, text in refreshed(installed, pages).items():
            (pages / name).write_text(text, encoding="utf-8")
    elif as_json:
        click.echo(json.dumps([as_object(each) for each in boards(installed)], indent=2))
    else:
        _print(boards(installed))


def as_object(board: BoardSummary) -> dict[str, object]:
    """For JSON. Durations are in seconds; an operation that may be repeated for ever has null."""
    return {
        "name": board.name,
        "label": board.label,
        "mode": board.mode,
        "group": board.group,
        "countries": list(board.countries),
        "audience": board.audience,
        "operations": list(board.operations),
        "repeatable": {operation: _seconds(age) for operation, age in board.repeatable.items()},
        "counts": list(board.counts),
        "unverified": list(board.unverified),
    }


def _seconds(age: timedelta) -> float | None:
    return None if age == NATURAL else age.total_seconds()


def _print(found: list[BoardSummary]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Name", "Board", "How", "Countries", "Can", "Counts"):
        table.add_column(heading, overflow="fold")
    for each in found:
        table.add_row(
            each.name,
            each.label,
            each.mode.replace("_", " "),
            ", ".join(each.countries) or "any",
            ", ".join(each.operations),
            ", ".join(metric.replace("_", " ") for metric in each.counts) or "nothing",
        )
    Console().print(table)

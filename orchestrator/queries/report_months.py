"""A report of whole months, from what facts add up to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from orchestrator.storage import tally_rows
from orchestrator.storage.database import clock
from orchestrator.storage.tally_rows import SHOWN, Added

from .report_line import COLUMNS, By, Column, Line, Report, Side, Tally


def of_months(connection: Connection, start: date, end: date, by: By, *, employer: int | None = None) -> Report:
    """All of the month of `start` to all of that of `end`, by board, advert or employer."""
    rows: dict[str, list[Added]] = {}
    for row in tally_rows.added(connection, by.value, start, end, employer):
        rows.setdefault(row.key, []).append(row)
    labels = tally_rows.labels(connection, by.value, list(rows))
    now = clock(connection)
    lines = [_line(key, labels[key], found) for key, found in rows.items()]
    shown = sorted((line for line in lines if line.postings), key=lambda line: (line.label, line.key))
    kept = [row for line in shown for row in rows[line.key]]
    return Report(start, end, by, tuple(shown), _line("", "All", kept), sum(row.robots for row in kept), now)


def _line(key: str, label: str, rows: Sequence[Added]) -> Line:
    postings = sum(row.known for row in rows if row.metric == SHOWN)
    return Line(key, label, postings, {column: _tally(column, rows, postings) for column in COLUMNS})


def _tally(column: Column, rows: Sequence[Added], of: int) -> Tally:
    ours = column.side is Side.MEASURED
    found = [row for row in rows if (row.metric, row.ours) == (column.metric, ours)]
    known = sum(row.known for row in found)
    value = sum(row.value for row in found) if known else None
    if column.watched:
        # Our own link is always watched: a posting nobody followed it from has a known zero, not an unknown.
        known, value = of, (value or 0) if of else None
    silent = [row.as_of for row in found if row.as_of is not None]
    newest = [row.newest for row in found if row.newest is not None]
    return Tally(
        value,
        known,
        of,
        sum(row.outside for row in found),
        sum(row.stale for row in found),
        min(silent) if silent else max(newest, default=None),
    )

"""A report as rows of a sheet and as plain values for JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from .report import COLUMNS, Line, Report

UNKNOWN = "unknown"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """A value as text that no spreadsheet takes for a formula. What is unknown is said, never blank and never 0."""
    words = UNKNOWN if value is None else str(value)
    return f"'{words}" if words.startswith(_FORMULA) else words


def rows(report: Report) -> Iterator[list[str]]:
    """Head, lines and the total. Beside each number: for how many postings it is known."""
    names = [(column.name, f"{column.name}_known_for") for column in COLUMNS]
    yield [report.by.value, "id", "postings", *(name for pair in names for name in pair)]
    for line in (*report.lines, report.total):
        tallies = [line.tallies[column] for column in COLUMNS]
        yield [
            cell(line.label),
            cell(line.key),
            cell(line.postings),
            *(cell(number) for tally in tallies for number in (tally.value, tally.known)),
        ]


def sheet(report: Report) -> str:
    """The report as CSV (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out).writerows(rows(report))
    return out.getvalue()


def plain(report: Report) -> dict[str, Any]:
    """The report as values that JSON knows. Unknown is null."""
    return {
        "from": report.start.isoformat(),
        "to": report.end.isoformat(),
        "by": report.by.value,
        "taken_at": report.taken_at.isoformat(),
        "robots_left_out": report.robots,
        "lines": [_line(line) for line in report.lines],
        "total": _line(report.total),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.key,
        "label": line.label,
        "postings": line.postings,
        "counts": {
            column.name: {
                "value": tally.value,
                "known_for": tally.known,
                "of": tally.of,
                "stale": tally.stale,
                "outside_period": tally.outside,
                "as_of": tally.as_of.isoformat() if tally.as_of else None,
            }
            for column, tally in line.tallies.items()
        },
    }

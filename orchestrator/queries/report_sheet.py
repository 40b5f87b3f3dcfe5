"""A report as plain values for JSON."""

from __future__ import annotations

from typing import Any

from .report import Line, Report


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

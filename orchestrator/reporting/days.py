"""The report of a period by day from its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .month import month_figures

Data = Mapping[str, Any]


def day_figures(data: Data) -> dict[str, Any]:
    """A line for each day and for each span that is not split by day; total and unattributed as of `month_figures`.

    `data`: what that reads, and shown [first, last or null: days each posting was to be seen], days [day, until,
    column, value, known].
    """
    found: dict[tuple[str, str], list[Data]] = {}
    for row in data["days"]:
        found.setdefault((row["day"], row["until"]), []).append(row)
    lines = [_line(day, until, found[day, until], data) for day, until in sorted(found)]
    return {**month_figures(data), "lines": lines}


def _line(day: str, until: str, rows: Sequence[Data], data: Data) -> dict[str, Any]:
    shown = sum(first <= until and (last is None or last >= day) for first, last in data["shown"])
    counts = {column: {"value": None, "known_for": 0, "of": shown} for column in data["columns"]}
    for row in rows:
        known = row["known"]
        counts[row["column"]] = {"value": row["value"], "known_for": known, "of": max(shown, known)}
    label = day if day == until else f"{day} to {until}, not split by day"
    return {"id": day if day == until else f"{day}/{until}", "label": label, "postings": shown, "counts": counts}

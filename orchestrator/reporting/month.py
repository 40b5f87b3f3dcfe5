"""The report of a period from its postings' counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def month_figures(data: Mapping[str, Any]) -> dict[str, Any]:
    """A line for each group, in the order of their labels, and the total. Unknown is null, and in no sum.

    `data`: columns (names), postings [id, group, label, counts {column: count or null}].
    """
    postings: Sequence[Mapping[str, Any]] = data["postings"]
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for each in postings:
        groups.setdefault((each["label"], each["group"]), []).append(each)
    lines = [
        {"id": group, "label": label, **_line(groups[label, group], data["columns"])} for label, group in sorted(groups)
    ]
    return {"lines": lines, "total": _line(postings, data["columns"])}


def _line(postings: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> dict[str, Any]:
    counts = {}
    for column in columns:
        known = [each["counts"][column] for each in postings if each["counts"][column] is not None]
        counts[column] = {"value": sum(known) if known else None, "known_for": len(known), "of": len(postings)}
    return {"postings": len(postings), "counts": counts}

"""The report of a period from its postings' counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .cells import cell


def month_figures(data: Mapping[str, Any]) -> dict[str, Any]:
    """A line for each group, in the order of their labels, and the total. Unknown is null, and in no sum.

    `data`: columns (names), postings [id, group, label, counts {column: count or null}], unattributed [vacancy, title,
    applications or null].
    """
    postings: Sequence[Mapping[str, Any]] = data["postings"]
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for each in postings:
        groups.setdefault((each["label"], each["group"]), []).append(each)
    lines = [
        {"id": group, "label": label, **_line(groups[label, group], data["columns"])} for label, group in sorted(groups)
    ]
    return {
        "lines": lines,
        "unattributed": unattributed_figure(data["unattributed"]),
        "total": _line(postings, data["columns"]),
    }


def unattributed_figure(vacancies: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Applications that no board can be given, on no other line and in no total; null: nobody has said."""
    known = [each["applications"] for each in vacancies if each["applications"] is not None]
    return {"applications": sum(known) if known else None, "vacancies": len(known), "of": len(vacancies)}


def month_rows(content: Mapping[str, Any]) -> list[list[str]]:
    """Head, lines, what no board can be given, and the total. Beside each number: for how many postings it is known."""
    data, figures = content["data"], content["figures"]
    names = data["columns"]
    head = [data["by"], "id", "postings", *(name for column in names for name in (column, f"{column}_known_for"))]
    own = {"applications_reported": figures["unattributed"]["applications"]}
    apart = ["Unattributed", "unattributed", "", *(cell(own[n]) if n in own else "" for c in names for n in (c, ""))]
    lines = [_cells(line["label"], line["id"], line, names) for line in figures["lines"]]
    return [head, *lines, apart, _cells("All", "", figures["total"], names)]


def _cells(label: str, key: str, line: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    counts = [line["counts"][name] for name in names]
    known = [cell(number) for each in counts for number in (each["value"], each["known_for"])]
    return [cell(label), cell(key), cell(line["postings"]), *known]


def _line(postings: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> dict[str, Any]:
    counts = {}
    for column in columns:
        known = [each["counts"][column] for each in postings if each["counts"][column] is not None]
        counts[column] = {"value": sum(known) if known else None, "known_for": len(known), "of": len(postings)}
    return {"postings": len(postings), "counts": counts}

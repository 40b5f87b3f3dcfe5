"""A comparison as a report that `callboard report --verify` computes anew from its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orchestrator.queries.applied_per import PerStep
from orchestrator.queries.comparison import Comparison
from orchestrator.reporting.edition import freeze
from orchestrator.statistics.cell import Cell
from orchestrator.statistics.not_comparable import NotComparable


def content(
    found: Comparison,
    converted: Sequence[PerStep],
    boards: Mapping[int, Sequence[Mapping[str, Any]]],
    unattributed: int | None,
) -> dict[str, Any]:
    """`boards` by wording, as `reporting.share_figures` reads them."""
    data = {
        "advert": found.advert,
        "a": {"wording": found.a.id, "label": found.a.label, "postings": found.a.postings},
        "b": {"wording": found.b.id, "label": found.b.label, "postings": found.b.postings},
        "not_comparable": str(found.looks) if isinstance(found.looks, NotComparable) else None,
        "cells": _cells(found.cells),
        "applied_per": {each.per.value: _cells(each.cells) for each in converted},
        "shares": {"a": boards[found.a.id], "b": boards[found.b.id]},
        "unattributed": unattributed,
        "left_out": dict(found.left_out),
        "channels": list(found.channels),
    }
    return freeze("comparison", data)


def _cells(cells: Iterable[Cell]) -> list[dict[str, Any]]:
    return [
        {
            "board": each.board,
            "day": each.day.isoformat(),
            "a": each.a,
            "b": each.b,
            "exposure_a": each.exposure_a,
            "exposure_b": each.exposure_b,
        }
        for each in cells
    ]

"""A comparison as rows of a sheet and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orchestrator.queries.comparison import Comparison
from orchestrator.queries.report_sheet import cell
from orchestrator.reporting.edition import freeze
from orchestrator.statistics.not_comparable import NotComparable


def rows(found: Comparison) -> Iterator[list[str]]:
    """One line for each cell, as `callboard stats ratio --cells` reads them."""
    yield ["board", "day", "a", "b", "exposure_a", "exposure_b"]
    for each in found.cells:
        yield [cell(each.board), each.day.isoformat(), *map(str, (each.a, each.b)),
               f"{each.exposure_a:.6g}", f"{each.exposure_b:.6g}"]  # fmt: skip


def plain(found: Comparison) -> dict[str, Any]:
    """The comparison as a report that `callboard report --verify` computes anew from its cells."""
    data = {
        "advert": found.advert,
        "a": {"wording": found.a.id, "label": found.a.label, "postings": found.a.postings},
        "b": {"wording": found.b.id, "label": found.b.label, "postings": found.b.postings},
        "not_comparable": str(found.looks) if isinstance(found.looks, NotComparable) else None,
        "cells": [
            {
                "board": each.board,
                "day": each.day.isoformat(),
                "a": each.a,
                "b": each.b,
                "exposure_a": each.exposure_a,
                "exposure_b": each.exposure_b,
            }
            for each in found.cells
        ],
        "left_out": dict(found.left_out),
    }
    return freeze("comparison", data)

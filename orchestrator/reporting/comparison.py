"""A comparison's figures from its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from orchestrator.statistics.applied_per import applied_per
from orchestrator.statistics.cell import Cell
from orchestrator.statistics.dispersion import dispersion
from orchestrator.statistics.not_comparable import NotComparable
from orchestrator.statistics.plain import plain_applied_per, plain_look
from orchestrator.statistics.ratio import looks

from .shares import share_figures

HEAD = ("board", "day", "a", "b", "exposure_a", "exposure_b")


def comparison_figures(data: Mapping[str, Any]) -> dict[str, Any]:
    """Level 1 after each day, applications per click, and the boards' shares of each wording.

    `data`: cells [board, day (ISO), a, b, exposure_a, exposure_b]; applied_per {what is divided by: cells};
    shares {"a", "b": rows as `share_figures` reads them}; unattributed.
    """
    cells = _cells(data["cells"])
    found = looks(cells)
    compared = not isinstance(found, NotComparable)
    return {
        "looks": [plain_look(look) for look in found] if not isinstance(found, NotComparable) else [],
        "dispersion": dispersion(cells).phi if compared else None,
        "applied_per": {per: plain_applied_per(applied_per(_cells(of))) for per, of in data["applied_per"].items()},
        "shares": {arm: share_figures(rows, data["unattributed"]) for arm, rows in data["shares"].items()},
    }


def comparison_rows(content: Mapping[str, Any]) -> list[list[str]]:
    """One line for each cell, as `callboard stats ratio --cells` reads them."""
    lines = [[str(_short(cell[name])) for name in HEAD] for cell in content["data"]["cells"]]
    return [list(HEAD), *lines]


def _cells(rows: Iterable[Mapping[str, Any]]) -> list[Cell]:
    return [
        Cell(
            each["board"], date.fromisoformat(each["day"]), each["a"], each["b"], each["exposure_a"], each["exposure_b"]
        )
        for each in rows
    ]


def _short(value: object) -> object:
    return f"{value:.6g}" if isinstance(value, float) else value

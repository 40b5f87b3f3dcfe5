"""A comparison's figures from its cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from orchestrator.statistics.cell import Cell
from orchestrator.statistics.dispersion import dispersion
from orchestrator.statistics.not_comparable import NotComparable
from orchestrator.statistics.plain import plain_look
from orchestrator.statistics.ratio import looks


def comparison_figures(data: Mapping[str, Any]) -> dict[str, Any]:
    """Level 1 after each day. `data["cells"]`: board, day (ISO), a, b, exposure_a, exposure_b."""
    cells = [
        Cell(
            each["board"], date.fromisoformat(each["day"]), each["a"], each["b"], each["exposure_a"], each["exposure_b"]
        )
        for each in data["cells"]
    ]
    found = looks(cells)
    if isinstance(found, NotComparable):
        return {"looks": [], "dispersion": None}
    return {"looks": [plain_look(look) for look in found], "dispersion": dispersion(cells).phi}

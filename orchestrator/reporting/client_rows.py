"""The client report as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .cells import cell

_NAMES = ("postings", "proved", "clicks", "applications", "known_for", "cost", "currency", "cost_known_for", "each_low",
          "each_high")  # fmt: skip
_HEAD = ("kind", "name", "place", "openings", "filled", "days_live", *_NAMES)


def client_rows(content: Mapping[str, Any]) -> list[list[str]]:
    """A line for each vacancy, board and channel, one for what no board can be given, and all together."""
    figures, labels = content["figures"], content["data"]["labels"]
    lines: list[tuple[Any, ...]] = [
        ("vacancy", each["title"], each["place"], each["openings"], each["filled"], each["days_live"], each)
        for each in figures["vacancies"]
    ]
    for kind, name in (("board", "boards"), ("channel", "channels")):
        lines += [(kind, labels[each["board"]], "", "", "", "", each) for each in figures[name]]
    blank = dict.fromkeys(_NAMES, "") | {"applications": figures["unattributed"]}
    lines.append(("unattributed", "Unattributed", "", "", "", "", blank))
    total = figures["total"]
    lines.append(("total", "All", "", total["openings"], total["filled"], "", total))
    return [list(_HEAD), *([*map(cell, start), *(cell(line[name]) for name in _NAMES)] for *start, line in lines)]

"""Each kind of report as the table that CSV and XLSX files show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from .adverts import advert_rows
from .client_rows import client_rows
from .comparison import comparison_rows
from .month import month_rows

Rows = list[list[str]]
TABLES: Mapping[str, Callable[[Mapping[str, Any]], Rows]] = MappingProxyType(
    {
        "adverts": advert_rows,
        "client": client_rows,
        "comparison": comparison_rows,
        "days": month_rows,
        "month": month_rows,
    }
)


def table(content: Mapping[str, Any]) -> Rows:
    """Head first, as text, of a report with its figures (`edition.freeze`)."""
    return TABLES[content["report"]](content)

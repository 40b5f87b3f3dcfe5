"""The vacancies of a client report, a line for each title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class TitleRow:
    """All vacancies of one title. `cost` None: unknown, or paid in several currencies; without a currency: free."""

    title: str
    place: str
    openings: int
    filled: int
    days_live: int
    proved: int
    postings: int
    clicks: int | None
    applications: int | None
    known_for: int
    cost: Decimal | None
    currency: str

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> TitleRow:
        """From a line of `reporting.client.title_lines`."""
        known = {name: line[name] for name in cls.__dataclass_fields__}
        return cls(**known | {"cost": None if line["cost"] is None else Decimal(line["cost"])})

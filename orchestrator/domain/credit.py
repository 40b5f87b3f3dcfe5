"""A line that a person enters in an account's book of credits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CreditKind(StrEnum):
    """`BOUGHT` adds; `CORRECTED` adds or takes; `STATED` is the board's own figure and changes nothing."""

    BOUGHT = "bought"
    CORRECTED = "corrected"
    STATED = "stated"


@dataclass(frozen=True, slots=True)
class Drift:
    """The board's own figure at a moment beside ours. `by` above 0: the board has more than we count."""

    at: datetime
    stated: int
    ours: int

    @property
    def by(self) -> int:
        return self.stated - self.ours

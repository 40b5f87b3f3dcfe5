"""A count as a page may say it: zero, unknown and stale are three different things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Absent(StrEnum):
    """Why there is no number; the words stand on the page as they are."""

    UNKNOWN = "unknown"
    NONE_YET = "none yet"
    NOT_REPORTED = "not reported"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` None means that it is not known, for the reason in `absent`; 0 means counted and zero.

    `stale` says that a newer value was due and has not come; it needs `as_of`, the instant of the last one.
    `low` and `high` are the likely range of the count, either may be missing.
    """

    value: int | None
    as_of: datetime | None = None
    stale: bool = False
    absent: Absent = Absent.UNKNOWN
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        if self.stale and self.as_of is None:
            raise ValueError("a stale figure needs as_of: the page says of when it is")

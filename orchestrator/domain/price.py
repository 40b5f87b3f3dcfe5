"""What a posting costs on a board account, and how many its credits last for. Unknown is never 0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from math import ceil

PACE_DAYS = 28
"""Days whose postings say how fast credits go."""


class Basis(StrEnum):
    """What is paid for."""

    POSTING = "posting"
    SLOT = "slot"
    CONTRACT = "contract"
    CLICK = "click"


@dataclass(frozen=True, slots=True)
class Price:
    """`amount` in major units of `currency` for one posting, one slot a month, the contract's period, or one click;
    None: not known. `units`: credits one posting takes, or slots there are; None: not counted.
    """

    account_id: int
    basis: Basis
    amount: Decimal | None
    currency: str
    units: int | None
    first_day: date
    last_day: date | None

    @property
    def each(self) -> Decimal | None:
        """What one more posting costs by itself: known only where postings are paid one by one."""
        return self.amount if self.basis is Basis.POSTING else None

    @property
    def credits(self) -> int:
        """The credits one more posting takes."""
        return (self.units or 1) if self.basis is Basis.POSTING else 0


@dataclass(frozen=True, slots=True)
class Balance:
    """Credits of an account by our own books: `left` now, `planned` taken by what is scheduled.

    `unsure`: postings whose outcome is unknown, which may have taken one each.
    """

    left: int
    planned: int
    unsure: int

    @property
    def after(self) -> int:
        """What is left when all that is scheduled has gone out."""
        return self.left - self.planned


@dataclass(frozen=True, slots=True)
class Forecast:
    """The day credits run out. `by_plan`: what is scheduled takes them; else the pace of the last weeks does."""

    day: date
    by_plan: bool


def forecast(left: int, planned: Iterable[tuple[date, int]], taken: int, today: date) -> Forecast | None:
    """When `left` credits are used up; None where nothing says they will be.

    `planned`: the credits taken on each day to come, by day; `taken`: those of the last `PACE_DAYS` days.
    """
    if left <= 0:
        return Forecast(today, by_plan=True)
    rest, last = left, today
    for day, units in planned:
        rest, last = rest - units, day
        if rest <= 0:
            return Forecast(day, by_plan=True)
    if taken <= 0:
        return None
    days = ceil(rest * PACE_DAYS / taken)
    return Forecast(max(last, today) + timedelta(days=days), by_plan=False)

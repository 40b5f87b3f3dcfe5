"""What an account uses up that is not bought by the posting: slots that hold one advert at a time, and paid clicks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import floor

from .price import PACE_DAYS, Forecast


@dataclass(frozen=True, slots=True)
class Slots:
    """`there` None: nobody has said how many slots there are. `most` are taken at once by all that is scheduled."""

    there: int | None
    used: int
    most: int

    @property
    def left(self) -> int | None:
        return None if self.there is None else self.there - self.used


@dataclass(frozen=True, slots=True)
class Clicks:
    """Paid clicks of this month. `number` and `spent` None: nothing was counted, or no price is known; never 0 then.

    Counted for `known` of the `of` postings that were live; by our own apply links where the board reports none
    (`self_counted`). `budget`: what may be spent in a month, where somebody said so. Money is in major units.
    """

    number: int | None
    known: int
    of: int
    spent: Decimal | None
    budget: int | None
    self_counted: bool

    @property
    def left(self) -> Decimal | None:
        """Of the budget; None where it or the spending is not known."""
        return None if self.budget is None or self.spent is None else self.budget - self.spent


@dataclass(frozen=True, slots=True)
class MonthOfUse:
    """A line of the book. `taken`: adverts in slots, or paid clicks; `cost` None: unknown."""

    month: date
    taken: int
    cost: Decimal | None


def slots_taken(used: int, changes: Iterable[tuple[date, int]]) -> list[tuple[date, int]]:
    """How many are taken from each day of a change on; `changes`: slots taken (above 0) and left, in order of days."""
    found, now = [], used
    for day, change in changes:
        now += change
        found.append((day, now))
    return found


def slots_forecast(slots: Slots, taken: Iterable[tuple[date, int]], today: date) -> Forecast | None:
    """The first day on which none is free; None where that is not known to come."""
    if slots.there is None:
        return None
    days = [(today, slots.used), *taken]
    return next((Forecast(day, by_plan=True) for day, number in days if number >= slots.there), None)


def clicks_forecast(left: Decimal | None, lately: Decimal | None, today: date) -> Forecast | None:
    """The day this month's budget is spent, at the pace of the last `PACE_DAYS` days, which cost `lately`.

    None where it outlasts the month (the next month has a budget of its own), or too little is known.
    """
    if left is None:
        return None
    if left <= 0:
        return Forecast(today, by_plan=False)
    if not lately:
        return None
    day = today + timedelta(days=floor(left * PACE_DAYS / lately))
    return Forecast(day, by_plan=False) if (day.year, day.month) == (today.year, today.month) else None


def slots_short(there: int, used: int, starts: Sequence[date], ends: Iterable[date]) -> list[int]:
    """Which of the scheduled (by place in `starts`, soonest first) find no slot free on the day they start.

    `ends`: the days on which adverts leave their slots.
    """
    left = sorted(ends)
    return [index for index, day in enumerate(starts) if used + index + 1 - sum(end < day for end in left) > there]

"""The legal minimum an hour in the United Kingdom, by day (data/minimum_wage.csv)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from orchestrator import data
from orchestrator.domain.pay import PayPeriod

WEEKS = (Decimal(52), Decimal("52.143"))
"""Both ways a year is counted; a sum is too little if either says so."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Pounds an hour from the day `since`. `adult` holds from the age `adult_age`; `middle`: 18 to that age."""

    since: date
    adult: Decimal
    adult_age: int
    middle: Decimal
    young: Decimal
    apprentice: Decimal


@dataclass(frozen=True, slots=True)
class RealLivingWage:
    """The voluntary rates of the Living Wage Foundation from the day `since`."""

    since: date
    elsewhere: Decimal
    london: Decimal


REAL_LIVING_WAGE = RealLivingWage(date(2025, 10, 22), Decimal("13.45"), Decimal("14.80"))
"""Announced for 2025-26; employers had until May 2026 to pay it."""


@cache
def table() -> tuple[Rates, ...]:
    """All rates, oldest first."""
    return tuple(
        Rates(
            date.fromisoformat(row["from"]), Decimal(row["adult"]), int(row["adult_age"]), Decimal(row["middle"]),
            Decimal(row["young"]), Decimal(row["apprentice"]),
        )
        for row in data.rows("minimum_wage.csv")
    )  # fmt: skip


def in_force(day: date) -> Rates | None:
    """The rates of a day; None before the first and after the year of the last row, where they are not known."""
    held = [rates for rates in table() if rates.since <= day]
    if not held or day >= held[-1].since.replace(year=held[-1].since.year + 1):
        return None
    return held[-1]


def next_change(day: date) -> date:
    """The next 1 April after `day`."""
    april = date(day.year, 4, 1)
    return april if day < april else april.replace(year=day.year + 1)


def hourly(value: Decimal, period: PayPeriod, hours: Decimal | None) -> tuple[Decimal, ...]:
    """What `value` comes to an hour, in pounds, by both ways to count a year, the higher first.

    Empty where it depends on hours that are not known.
    """
    if period is PayPeriod.HOUR:
        return (value,)
    if period is PayPeriod.DAY or not hours:
        return ()
    if period is PayPeriod.WEEK:
        return (value / hours,)
    year = value * 12 if period is PayPeriod.MONTH else value
    return tuple(year / (weeks * hours) for weeks in WEEKS)

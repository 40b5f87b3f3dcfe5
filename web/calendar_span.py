"""Which days a page of the calendar shows, and what is said of days and of the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from orchestrator.bank_holidays import bank_holidays
from orchestrator.domain.day import ONE, begin

from .times import MONTHS, WEEKDAYS, day_exact, zone_name


class View(StrEnum):
    """The three addresses of the calendar."""

    MONTH = "month"
    WEEK = "week"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Shown:
    """`first` to `last` are asked for; `days` are whole weeks around them, Monday first."""

    view: View
    first: date
    last: date

    @classmethod
    def of(cls, view: View, day: date) -> Shown:
        """The month or the week a day is in."""
        if view is View.WEEK:
            monday = day - timedelta(days=day.weekday())
            return cls(view, monday, monday + timedelta(days=6))
        first = day.replace(day=1)
        return cls(view, first, month_after(first) - ONE)

    @property
    def days(self) -> tuple[date, ...]:
        start = self.first - timedelta(days=self.first.weekday())
        end = self.last + timedelta(days=6 - self.last.weekday())
        return tuple(start + timedelta(days=number) for number in range((end - start).days + 1))

    @property
    def title(self) -> str:
        """`November 2026`, `23 to 29 November 2026`, `Monday 23 November 2026`."""
        first, last = self.first, self.last
        if first == last:
            return day_exact(first)
        if first.day == 1 and last == month_after(first) - ONE:
            return f"{MONTHS[first.month - 1]} {first.year}"
        year = f" {first.year}" if first.year != last.year else ""
        begins = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else f"{_named(first)}{year}"
        return f"{begins} to {_named(last)} {last.year}"

    @property
    def before(self) -> tuple[str, str]:
        """What the way back is called, and the day it leads to."""
        if self.view is View.WEEK:
            return "The week before", (self.first - timedelta(days=7)).isoformat()
        day = (self.first.replace(day=1) - ONE).replace(day=1)
        return f"{MONTHS[day.month - 1]} {day.year}", day.isoformat()

    @property
    def after(self) -> tuple[str, str]:
        """What the way on is called, and the day it leads to."""
        if self.view is View.WEEK:
            return "The week after", (self.last + ONE).isoformat()
        day = month_after(self.first)
        return f"{MONTHS[day.month - 1]} {day.year}", day.isoformat()


def _named(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def month_after(day: date) -> date:
    """The first day of the next month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def read_day(text: str) -> date | None:
    """A day as a form sends it; None for anything that is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None


def holidays(countries: Iterable[str], days: Iterable[date]) -> Mapping[date, str]:
    """Bank holidays among `days`; with the country where there are several."""
    found: dict[date, list[str]] = {}
    several = tuple(dict.fromkeys(countries))
    for day in days:
        for country in several:
            if words := bank_holidays(country, day.year).get(day):
                found.setdefault(day, []).append(f"{words}, {country}" if len(several) > 1 else words)
    return {day: "; ".join(names) for day, names in found.items()}


def clock_change(day: date, zone: ZoneInfo) -> str:
    """What the clocks do on this day; empty on days of 24 hours."""
    change = begin(day + ONE, zone) - begin(day, zone) - timedelta(hours=24)
    return "" if not change else "Clocks go forward" if change < timedelta(0) else "Clocks go back"


def zone_words(days: Iterable[date], zone: ZoneInfo, now: datetime) -> str:
    """`All times Europe/London, now GMT. Clocks go forward on Sunday 28 March.`"""
    changes = [f" {clock_change(day, zone)} on {WEEKDAYS[day.weekday()]} {_named(day)}."
               for day in days if clock_change(day, zone)]  # fmt: skip
    return f"All times {zone.key}, now {zone_name(now.astimezone(UTC), zone)}.{''.join(changes)}"

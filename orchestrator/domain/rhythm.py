"""When a saved report goes out: a wall-clock hour of a zone, each week or each month."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from .day import ONE, begin, day_of


class Rhythm(StrEnum):
    """How often."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class SavedKind(StrEnum):
    """Which report."""

    MONTH = "month"
    ADVERTS = "adverts"
    CLIENT = "client"


def next_time(rhythm: Rhythm, hour: int, zone: ZoneInfo, after: datetime) -> datetime:
    """The next Monday, or first of a month, at `hour` o'clock in `zone`, later than `after`.

    An hour that does not exist on that day is taken as so many hours after the day began.
    """
    day = day_of(after, zone)
    for _ in range(64):
        its = day.weekday() == 0 if rhythm is Rhythm.WEEKLY else day.day == 1
        if its and (found := _at(day, hour, zone)) > after:
            return found
        day += ONE
    raise AssertionError("a Monday or a first of the month comes within 64 days")


def covered(rhythm: Rhythm, sent_on: date) -> tuple[date, date]:
    """The days a report sent on that day is about: the week or the month before it."""
    last = sent_on - ONE
    return (last - timedelta(days=6), last) if rhythm is Rhythm.WEEKLY else (last.replace(day=1), last)


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    local = datetime.combine(day, time(hour), zone)
    back = local.astimezone(ZoneInfo("UTC")).astimezone(zone)
    exists = back.replace(tzinfo=None) == local.replace(tzinfo=None)
    return local.astimezone(ZoneInfo("UTC")) if exists else begin(day, zone) + timedelta(hours=hour)

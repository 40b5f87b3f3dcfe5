"""Days of a zone and the instants they begin at; a day has 23, 24 or 25 hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ONE = timedelta(days=1)


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """The day on the wall calendar at `instant`."""
    return instant.astimezone(zone).date()


@lru_cache(maxsize=10_000)
def begin(day: date, zone: ZoneInfo) -> datetime:
    """The instant (UTC) from which on it is `day` and no longer the day before.

    Where clocks change at midnight, 00:00 is missing or comes twice: the later reading is right both times.
    """
    midnight = datetime.combine(day, time.min)
    return max(midnight.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def nearest_begin(instant: datetime, zone: ZoneInfo) -> tuple[date, timedelta]:
    """The day whose beginning is nearest to `instant`, and how far off that is. Half-way goes to the earlier one."""
    today = day_of(instant, zone)
    since, until = instant - begin(today, zone), begin(today + ONE, zone) - instant
    return (today, since) if since <= until else (today + ONE, until)

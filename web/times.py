"""Instants and days in words. Pure: `now` and the reader's zone are passed in."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from markupsafe import Markup

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def time_words(instant: datetime, now: datetime, zone: tzinfo) -> str:
    """An aware instant in words: near ones relative, planned ones always with their clock time.

    A weekday stands alone only within 6 days, because on the seventh it would name today.
    """
    local, here = _local(instant, zone), _local(now, zone)
    seconds = (instant - now).total_seconds()
    days = (local.date() - here.date()).days
    if seconds > 0:
        return _planned(local, days, here.year)
    ago = int(-seconds)
    if ago == 0:
        return "now"
    if ago < 60:
        return f"{_many(ago, 'second')} ago"
    if ago < 3600:
        return f"{_many(ago // 60, 'minute')} ago"
    if days == 0:
        return f"today, {clock(local)}"
    if days == -1:
        return "yesterday"
    if days > -7:
        return WEEKDAYS[local.weekday()]
    return _day(local.date(), here.year)


def time_exact(instant: datetime, zone: tzinfo) -> str:
    """`Monday 23 November 2026, 09:58 GMT`; the zone's own short name tells the two 01:30s of October apart."""
    local = _local(instant, zone)
    return f"{day_exact(local.date())}, {clock(local)} {zone_name(instant, zone)}"


def time_tag(instant: datetime, now: datetime, zone: tzinfo) -> Markup:
    """`<time>` with the words, the exact time as title and the ISO instant."""
    return _tag(instant, zone, time_words(instant, now, zone))


def moment_words(instant: datetime, now: datetime, zone: tzinfo) -> str:
    """For a record of what happened: `today, 09:58`, `18 November, 08:55`; a planned one as in `time_words`."""
    local, here = _local(instant, zone), _local(now, zone)
    days = (local.date() - here.date()).days
    if instant > now:
        return _planned(local, days, here.year)
    return f"{day_words(local.date(), here.date())}, {clock(local)}"


def moment_tag(instant: datetime, now: datetime, zone: tzinfo) -> Markup:
    """`<time>` with `moment_words`."""
    return _tag(instant, zone, moment_words(instant, now, zone))


def clock_tag(instant: datetime, zone: tzinfo) -> Markup:
    """`<time>` with the clock time alone, where the day is said by the heading above it."""
    return _tag(instant, zone, clock(_local(instant, zone)))


def clock_of(instant: datetime, zone: tzinfo) -> str:
    """The clock time in a zone, as `09:58`."""
    return clock(_local(instant, zone))


def day_words(day: date, today: date) -> str:
    """A day without a time: today, tomorrow, yesterday, else `18 December`, with the year if it is another one."""
    days = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get(days) or _day(day, today.year)


def day_exact(day: date) -> str:
    """`Friday 18 December 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def duration(span: timedelta) -> str:
    """A length of time in its two largest units: `3 s`, `33 min`, `4 h 51 min`, `9 d 2 h`."""
    seconds = max(0, int(span.total_seconds()))
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if minutes == 0:
        return f"{seconds} s"
    if hours == 0:
        return f"{minutes} min"
    if days == 0:
        return f"{hours} h {minutes % 60} min" if minutes % 60 else f"{hours} h"
    return f"{days} d {hours % 24} h" if hours % 24 else f"{days} d"


def zone_name(instant: datetime, zone: tzinfo) -> str:
    """The zone's short name at that instant: GMT or BST for Europe/London; `UTC+03` where it has no letters."""
    name = _local(instant, zone).tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name


def clock(local: datetime) -> str:
    """24-hour clock: `09:58`."""
    return f"{local.hour:02d}:{local.minute:02d}"


def _planned(local: datetime, days: int, year: int) -> str:
    near = {0: "today", 1: "tomorrow"}
    day = near.get(days) or (WEEKDAYS[local.weekday()] if days < 7 else _day(local.date(), year))
    return f"{day} at {clock(local)}"


def _day(day: date, year: int) -> str:
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if day.year == year else f"{words} {day.year}"


def _tag(instant: datetime, zone: tzinfo, words: str) -> Markup:
    return Markup('<time datetime="{iso}" title="{exact}">{words}</time>').format(
        iso=_local(instant, zone).isoformat(timespec="seconds"), exact=time_exact(instant, zone), words=words
    )


def _local(instant: datetime, zone: tzinfo) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no zone; pass an aware instant")
    return instant.astimezone(zone)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

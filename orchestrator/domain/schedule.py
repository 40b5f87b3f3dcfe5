"""Local times and instants. A schedule keeps both, with the employer's IANA zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


class TimeError(ValueError):
    """A time that cannot be used; the message says which ones can."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall-clock time in `zone` and the instant derived from it."""

    local: datetime
    zone: str
    instant: datetime


def moment(text: str, zone: str) -> Moment:
    """Read an ISO 8601 time. Without an offset it is meant in `zone`.

    A local time that does not exist (clocks go forward) raises TimeError with both neighbours;
    an ambiguous one (clocks go back) takes the first.
    """
    try:
        parsed = datetime.fromisoformat(text.strip())
    except ValueError:
        raise TimeError(f"{text!r} is not a time; write it as 2026-11-30T09:00 or 2026-11-30T09:00+00:00") from None
    where = ZoneInfo(zone)
    if parsed.tzinfo is not None:
        instant = parsed.astimezone(UTC)
        return Moment(instant.astimezone(where).replace(tzinfo=None), zone, instant)
    return at(parsed, zone)


def at(local: datetime, zone: str) -> Moment:
    """The instant of a wall-clock time in `zone`. Raises TimeError as `moment` does."""
    where = ZoneInfo(zone)
    first = local.replace(tzinfo=where, fold=0)
    instant = first.astimezone(UTC)
    back = instant.astimezone(where).replace(tzinfo=None)
    if back != local:
        gap = abs(back - local)
        before, after = _gap_edges(local, where, gap)
        raise TimeError(
            f"{local:%Y-%m-%dT%H:%M} does not exist in {zone}: clocks go forward. "
            f"Nearest: {before:%Y-%m-%dT%H:%M} or {after:%Y-%m-%dT%H:%M}"
        )
    return Moment(local, zone, instant)


def _gap_edges(local: datetime, where: ZoneInfo, gap: timedelta) -> tuple[datetime, datetime]:
    """The last minute before and the first minute after the gap that `local` falls into."""
    minute = local.replace(second=0, microsecond=0)
    before = after = minute
    step = timedelta(minutes=1)
    while not _exists(before, where):
        before -= step
    while not _exists(after, where):
        after += step
    return before, after


def _exists(local: datetime, where: ZoneInfo) -> bool:
    return local.replace(tzinfo=where).astimezone(UTC).astimezone(where).replace(tzinfo=None) == local


def check_span(starts: Moment, ends: Moment | None, now: datetime) -> None:
    """A start that is past (by more than a minute) and an end not after the start are refused. Raises TimeError."""
    if starts.instant < now - timedelta(minutes=1):
        raise TimeError(f"{starts.local:%Y-%m-%dT%H:%M} is in the past; choose a later time or publish now")
    if ends is not None and ends.instant <= starts.instant:
        raise TimeError(f"the end {ends.local:%Y-%m-%dT%H:%M} is not after the start {starts.local:%Y-%m-%dT%H:%M}")

"""From what a person typed to when a posting runs."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from orchestrator.domain.schedule import Moment, TimeError, check_span, moment

from .orders import Span
from .refused import refuse


def span(starts: str | None, ends: str | None, zone: str, now: datetime) -> Span:
    """`starts` None or empty: now. Times without an offset are the employer's. Raises Refused, naming the field."""
    field = "starts"
    try:
        begin = moment(starts, zone) if starts else _now(now, zone)
        field = "ends"
        end = moment(ends, zone) if ends else None
        field = "starts" if begin.instant < now and starts else "ends"
        check_span(begin, end, now)
    except TimeError as error:
        raise refuse(field, str(error)) from None
    return Span(begin.instant, begin.local, end.instant if end else None, end.local if end else None, zone)


def _now(now: datetime, zone: str) -> Moment:
    return Moment(now.astimezone(ZoneInfo(zone)).replace(tzinfo=None), zone, now)

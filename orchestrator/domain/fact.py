"""Counts per posting, metric, origin and day of the employer's zone, made of what was reported.

A total says nothing about days by itself. Two totals that lie close to both midnights of a day bracket it; where
they do not, one fact covers the whole interval. Facts of one series never overlap, and their sum is what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from .day import ONE, day_of, nearest_begin
from .reading import Metric, Origin, Reading

CLOSE = timedelta(hours=3)
"""So near to midnight a total or the end of a span stands for midnight."""

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` counted from the beginning of `day` to the end of `until`, as known at `as_of`.

    `until` after `day`: not split by day. A value of 0 is a known zero; what is unknown has no fact.
    """

    posting: int
    metric: Metric
    origin: Origin
    day: date
    until: date
    value: int
    as_of: datetime

    @property
    def split(self) -> bool:
        return self.day == self.until


@dataclass(frozen=True, slots=True)
class Total:
    """What a series of readings adds up to, and when that was."""

    value: int
    as_of: datetime


def facts(readings: Iterable[Reading], zone: str, published: Mapping[int, datetime]) -> list[Fact]:
    """The facts of any readings, in any order. `published`: when each posting began, the instant its totals start at.

    A total that falls corrects the ones before it: the later one wins, and no fact is negative. Spans that overlap
    are reports of the same time: the one taken last wins. Spans count only from the last total on, which includes
    everything before.
    """
    where = ZoneInfo(zone)
    found: list[Fact] = []
    for (posting, _, _), series in sorted(_series(readings).items()):
        totals = corrected(series)
        made = _from_totals(series[0], totals, published[posting], where) if totals else []
        made += [_from_span(span, where) for span in open_spans(series)]
        found += _merged(made)
    return found


def total(series: Iterable[Reading]) -> Total | None:
    """The sum that the readings of one posting, metric and origin amount to; None when there are none."""
    known = list(series)
    parts = [Total(value, at) for at, value in corrected(known)[-1:]]
    parts += [Total(span.value, span.taken_at) for span in open_spans(known)]
    return Total(sum(part.value for part in parts), max(part.as_of for part in parts)) if parts else None


def daily(
    clicks: Mapping[date, int], posting: int, metric: Metric, days: Iterable[date], as_of: datetime
) -> list[Fact]:
    """Facts of our own apply link: for `days`, on which it worked, and any other day something was counted on."""
    return [
        Fact(posting, metric, Origin.APPLY_LINK, day, day, clicks.get(day, 0), as_of)
        for day in sorted({*days, *clicks})
    ]


def corrected(series: Iterable[Reading]) -> list[tuple[datetime, int]]:
    """The totals of one series by time, each lowered to the lowest that came after it."""
    totals = sorted((reading.taken_at, reading.value) for reading in series if reading.span_from is None)
    lowest: list[tuple[datetime, int]] = []
    for at, value in reversed(totals):
        lowest.append((at, min(value, lowest[-1][1]) if lowest else value))
    return lowest[::-1]


def open_spans(series: Iterable[Reading]) -> list[Reading]:
    """The spans of one series that no total includes and no later report of the same time replaces, by time."""
    known = list(series)
    included = max((reading.taken_at for reading in known if reading.span_from is None), default=None)
    accepted: list[Reading] = []
    for span in sorted(known, key=_recent_first):
        start, end = span.span_from, span.span_to
        if start is None or end is None or (included is not None and start < included):
            continue
        if not any(start < other_end and other_start < end for other_start, other_end in map(_ends, accepted)):
            accepted.append(span)
    return sorted(accepted, key=_ends)


def _series(readings: Iterable[Reading]) -> dict[tuple[int, Metric, Origin], list[Reading]]:
    found: dict[tuple[int, Metric, Origin], list[Reading]] = {}
    for reading in readings:
        found.setdefault((reading.posting, reading.metric, reading.origin), []).append(reading)
    return found


def _from_totals(like: Reading, totals: list[tuple[datetime, int]], published: datetime, zone: ZoneInfo) -> list[Fact]:
    """Cut the course of totals at every midnight that has a total close by, and at its end."""
    first = day_of(min(published, totals[0][0]), zone)
    last_at, last_value = totals[-1]
    cuts = {first: (0, published)}
    for day, (at, value) in _midnights(totals, zone).items():
        if day > first:
            cuts[day] = (value, at)
    newest = max(cuts)
    if cuts[newest][1] < last_at or newest == first:
        cuts[day_of(last_at, zone) + ONE] = (last_value, last_at)
    return [
        Fact(like.posting, like.metric, like.origin, start, end - ONE, value - before, at)
        for (start, (before, _)), (end, (value, at)) in pairwise(sorted(cuts.items()))
    ]


def _midnights(totals: list[tuple[datetime, int]], zone: ZoneInfo) -> dict[date, tuple[datetime, int]]:
    """For every day, the total nearest to its beginning, if one is close enough."""
    found: dict[date, tuple[timedelta, datetime, int]] = {}
    for at, value in totals:
        day, off = nearest_begin(at, zone)
        if off <= CLOSE and (day not in found or off <= found[day][0]):
            found[day] = (off, at, value)
    return {day: (at, value) for day, (_, at, value) in found.items()}


def _from_span(span: Reading, zone: ZoneInfo) -> Fact:
    start, end = _ends(span)
    first, last = day_of(start, zone), day_of(end - _MOMENT, zone)
    if first != last:
        (snapped, start_off), (after, end_off) = nearest_begin(start, zone), nearest_begin(end, zone)
        if start_off <= CLOSE and end_off <= CLOSE and snapped < after:
            first, last = snapped, after - ONE
    return Fact(span.posting, span.metric, span.origin, first, last, span.value, span.taken_at)


def _merged(made: list[Fact]) -> list[Fact]:
    """Facts that share a day become one over all their days: which part fell on which cannot be said."""
    merged: list[Fact] = []
    for fact in sorted(made, key=lambda each: (each.day, each.until)):
        if merged and fact.day <= merged[-1].until:
            before = merged.pop()
            fact = replace(  # noqa: PLW2901  # the one in hand grows
                before,
                until=max(before.until, fact.until),
                value=before.value + fact.value,
                as_of=max(before.as_of, fact.as_of),
            )
        merged.append(fact)
    return merged


def _ends(span: Reading) -> tuple[datetime, datetime]:
    assert span.span_from is not None
    assert span.span_to is not None
    return span.span_from, span.span_to


def _recent_first(reading: Reading) -> tuple[float, float, float, int]:
    start, end = reading.span_from or reading.taken_at, reading.span_to or reading.taken_at
    return (-reading.taken_at.timestamp(), -end.timestamp(), start.timestamp(), -reading.value)

"""Counts per posting, metric, origin and day of the employer's zone, made of what was reported.

A total says nothing about days by itself. Two totals that lie close to both midnights of a day bracket it; where
they do not, one fact covers the whole interval. Facts of one series never overlap, and their sum is what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

from .day import ONE, begin, day_of, nearest_begin
from .reading import REPORTED, Metric, Origin, Reading

CLOSE = timedelta(hours=3)
"""So near to midnight a total or the end of a span stands for midnight."""

_MOMENT = timedelta(microseconds=1)
_ORDER = {origin: index for index, origin in enumerate((*REPORTED, Origin.APPLY_LINK))}


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` counted from the beginning of `day` to the end of `until`, as known at `as_of`.

    `until` after `day`: not split by day. A value of 0 is a known zero; what is unknown has no fact. `preferred`: of
    several reporters of a posting's metric, reports go by this one. `robots`: what our apply link left out of `value`.
    """

    posting: int
    metric: Metric
    origin: Origin
    day: date
    until: date
    value: int
    as_of: datetime
    preferred: bool = True
    robots: int = 0

    @property
    def split(self) -> bool:
        return self.day == self.until


@dataclass(frozen=True, slots=True)
class Total:
    """What a series of readings adds up to, and when that was."""

    value: int
    as_of: datetime


Series = tuple[int, Metric, Origin]
"""What one reporter says of one posting and metric."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Facts of a series that stay as they are: `value` counted until the beginning of `day`, where a total as of
    `as_of` ends the last of them.
    """

    day: date
    value: int
    as_of: datetime


def facts(
    readings: Iterable[Reading],
    zone: str,
    published: Mapping[int, datetime],
    standing: Mapping[Series, Standing] = MappingProxyType({}),
) -> list[Fact]:
    """The facts of any readings, in any order. `published`: when each posting began, the instant its totals start at.

    With `standing` those that follow on it, made of what was taken after it.

    A total that falls corrects the ones before it: the later one wins, and no fact is negative. Spans that overlap
    are reports of the same time: the one taken last wins. Spans count only from the last total on, which includes
    everything before.
    """
    where = ZoneInfo(zone)
    found: list[Fact] = []
    every = _following(readings, standing)
    first = preferred({*every, *standing})
    for key, series in sorted(every.items()):
        totals = corrected(series)
        made = []
        if totals:
            stands = standing.get(key) or Standing(
                day_of(min(published[key[0]], totals[0][0]), where), 0, published[key[0]]
            )
            made = _from_totals(series[0], totals, replace(stands, value=min(stands.value, totals[0][1])), where)
        made += [_from_span(span, where) for span in open_spans(series)]
        merged = _merged(made)
        found += merged if key in first else [replace(fact, preferred=False) for fact in merged]
    return found


def reaching_back(readings: Iterable[Reading], standing: Mapping[Series, Standing]) -> set[int]:
    """Postings with a total lower than what stands: facts that should stay must change too."""
    return {
        key[0]
        for key, series in _following(readings, standing).items()
        if key in standing and any(each.span_from is None and each.value < standing[key].value for each in series)
    }


def preferred(series: Iterable[Series]) -> set[Series]:
    """Of each posting's metric the reporter that comes first in REPORTED; our own apply link beside it."""
    best: dict[tuple[int, Metric, bool], Series] = {}
    for key in sorted(series, key=lambda each: _ORDER[each[2]]):
        best.setdefault((key[0], key[1], key[2] is Origin.APPLY_LINK), key)
    return set(best.values())


def total(series: Iterable[Reading]) -> Total | None:
    """The sum that the readings of one posting, metric and origin amount to; None when there are none."""
    known = list(series)
    parts = [Total(value, at) for at, value in corrected(known)[-1:]]
    parts += [Total(span.value, span.taken_at) for span in open_spans(known)]
    return Total(sum(part.value for part in parts), max(part.as_of for part in parts)) if parts else None


def corrected(series: Iterable[Reading]) -> list[tuple[datetime, int]]:
    """The totals of one series by time, each lowered to the lowest that came after it."""
    totals = sorted((reading.taken_at, reading.value) for reading in series if reading.span_from is None)
    if not totals:
        return []
    lowest, found = totals[-1][1], []
    for at, value in reversed(totals):
        lowest = min(value, lowest)
        found.append((at, lowest))
    return found[::-1]


def open_spans(series: Iterable[Reading]) -> list[Reading]:
    """The spans of one series that no total includes and no later report of the same time replaces, by time."""
    known = list(series)
    spans = [reading for reading in known if reading.span_from is not None]
    if not spans:
        return []
    included = max((reading.taken_at for reading in known if reading.span_from is None), default=None)
    accepted: list[Reading] = []
    for span in sorted(spans, key=_recent_first):
        start, end = span.span_from, span.span_to
        if start is None or end is None or (included is not None and start < included):
            continue
        if not any(start < other_end and other_start < end for other_start, other_end in map(_ends, accepted)):
            accepted.append(span)
    return sorted(accepted, key=_ends)


def _series(readings: Iterable[Reading]) -> dict[Series, list[Reading]]:
    found: dict[Series, list[Reading]] = {}
    for reading in readings:
        found.setdefault((reading.posting, reading.metric, reading.origin), []).append(reading)
    return found


def _following(readings: Iterable[Reading], standing: Mapping[Series, Standing]) -> dict[Series, list[Reading]]:
    """By series what was taken after that which stands of it."""
    found = _series(readings)
    for key in found.keys() & standing.keys():
        found[key] = [each for each in found[key] if each.taken_at > standing[key].as_of]
    return {key: series for key, series in found.items() if series}


def _from_totals(like: Reading, totals: list[tuple[datetime, int]], stands: Standing, zone: ZoneInfo) -> list[Fact]:
    """Cut the course of totals at every midnight that has a total close by, and at its end."""
    first = stands.day
    last_at, last_value = totals[-1]
    cuts = {first: (stands.value, stands.as_of)}
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
    today = day_of(totals[0][0], zone)
    since, until = begin(today, zone), begin(today + ONE, zone)
    for at, value in totals:
        while at >= until:
            today, since, until = today + ONE, until, begin(today + 2 * ONE, zone)
        day, off = (today, at - since) if at - since <= until - at else (today + ONE, until - at)
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

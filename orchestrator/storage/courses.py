"""The facts of a posting's series in one row: what comparisons and expectations are made of, a thousand at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from orchestrator.domain.reading import Metric, Origin

METRICS = (Metric.APPLICATION, Metric.APPLY_START, Metric.CLICK)
"""Of which there are courses."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """A fact of one posting: `until` after `day` means that it is not split by day."""

    day: date
    until: date
    value: int


@dataclass(frozen=True, slots=True)
class Series:
    """What one counter has of a posting, by day; `total` of all days, as known at `as_of`."""

    posting: int
    origin: Origin
    days: tuple[DayCount, ...]
    total: int
    as_of: datetime


_RENEW = text("""
with changed as (select distinct posting_id from changed_fact where metric = any(:metrics)),
now as (
  select posting_id, metric, origin, employer_id, array_agg(day order by day) as days,
         array_agg(until order by day) as untils, array_agg(value order by day) as counts,
         sum(value)::bigint as total, max(as_of) as as_of
  from changed join fact using (posting_id) where metric = any(:metrics) group by 1, 2, 3, 4),
gone as (
  delete from course c using changed d where c.posting_id = d.posting_id and not exists (
    select from now n where n.posting_id = c.posting_id and n.metric = c.metric and n.origin = c.origin))
insert into course (posting_id, metric, origin, employer_id, days, untils, counts, total, as_of)
select posting_id, metric, origin, employer_id, days, untils, counts, total, as_of from now
on conflict (posting_id, metric, origin) do update
set days = excluded.days, untils = excluded.untils, counts = excluded.counts, total = excluded.total,
    as_of = excluded.as_of
""")
_SERIES = text("""
select posting_id, origin, days, untils, counts, total, as_of from course
where posting_id = any(:postings) and metric = :metric order by posting_id, origin
""")


def follow(connection: Connection) -> None:
    """Make the courses of the postings in `changed_fact` anew (`storage.summaries`)."""
    connection.execute(_RENEW, {"metrics": [each.value for each in METRICS]})


def series(connection: Connection, postings: Sequence[int], metric: Metric) -> list[Series]:
    """What is known of these postings, of a metric of METRICS."""
    return [
        Series(
            row.posting_id,
            Origin(row.origin),
            tuple(map(DayCount, row.days, row.untils, row.counts)),
            row.total,
            row.as_of,
        )
        for row in connection.execute(_SERIES, {"postings": list(postings), "metric": metric}).all()
    ]

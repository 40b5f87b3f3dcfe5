"""Counts as they were reported: appended, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Row, select, text

from orchestrator.domain.fact import Series
from orchestrator.domain.reading import Mark, Metric, Origin, Reading

from .tables import posting, reading

_METRICS = {each.value: each for each in Metric}
_ORIGINS = {each.value: each for each in Origin}


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading with whose it is and who gave it."""

    reading: Reading
    employer_id: int
    actor: str = ""
    note: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Of a posting: whose it is and since when it is counted."""

    employer_id: int
    began_at: datetime


_MARK = text("""
insert into recount (posting_id, employer_id, since)
select posting, employer, since
from unnest(cast(:postings as bigint[]), cast(:employers as bigint[]), cast(:since as timestamptz[]))
     n(posting, employer, since) order by posting
on conflict (posting_id) do update set since = excluded.since where excluded.since < recount.since
""")


def append(connection: Connection, entries: Sequence[Entry]) -> None:
    """Add readings in the caller's transaction, and mark their postings for facts to be made anew."""
    if entries:
        since: dict[int, tuple[int, datetime]] = {}
        for entry in entries:
            at = min(entry.reading.taken_at, entry.reading.span_from or entry.reading.taken_at)
            known = since.get(entry.reading.posting)
            since[entry.reading.posting] = (entry.employer_id, min(at, known[1]) if known else at)
        connection.execute(
            _MARK,
            {
                "postings": list(since),
                "employers": [employer for employer, _ in since.values()],
                "since": [at for _, at in since.values()],
            },
        )
        connection.execute(
            reading.insert(),
            [
                {
                    "employer_id": entry.employer_id,
                    "posting_id": entry.reading.posting,
                    "metric": entry.reading.metric,
                    "value": entry.reading.value,
                    "origin": entry.reading.origin,
                    "taken_at": entry.reading.taken_at,
                    "span_from": entry.reading.span_from,
                    "span_to": entry.reading.span_to,
                    "actor": entry.actor,
                    "note": entry.note,
                    "mark": entry.mark,
                }
                for entry in entries
            ],
        )


def owners(connection: Connection, postings: Sequence[int]) -> Mapping[int, Owner]:
    """Postings by id; unknown ones are missing."""
    rows = connection.execute(
        select(posting.c.id, posting.c.employer_id, posting.c.published_at, posting.c.starts_at).where(
            posting.c.id.in_(postings)
        )
    )
    return {row.id: Owner(row.employer_id, row.published_at or row.starts_at) for row in rows}


_CALLED = text("""
select board_reference as name, id from posting
where board_reference = any(:names) and (cast(:employer as bigint) is null or employer_id = :employer)
union
select external_id, id from posting
where external_id = any(:names) and (cast(:employer as bigint) is null or employer_id = :employer)
order by 1, 2
""")


def called(connection: Connection, names: Sequence[str], employer: int | None) -> Mapping[str, list[int]]:
    """Postings by our reference or their board's id; a name may be several postings', or nobody's."""
    found: dict[str, list[int]] = {}
    for name, id_ in connection.execute(_CALLED, {"names": list(set(names)), "employer": employer}):
        found.setdefault(name, []).append(id_)
    return found


# A day of a busy board has hundreds of totals, of which facts are made of one. Each is lowered to the least after it
# (`domain.fact.corrected`) before the others are dropped; the bucket of a total is the midnight nearest to it.
_AFTER = """
with posting as (select * from unnest(%(postings)s::bigint[], %(since)s::timestamptz[]) p(posting_id, since)),
series as (select * from unnest(%(of)s::bigint[], %(metrics)s::text[], %(origins)s::text[], %(stood)s::timestamptz[])
           s(posting_id, metric, origin, stood)),
taken as (
  select r.posting_id, r.metric collate "C" as metric, r.origin collate "C" as origin, r.value, r.taken_at,
         r.span_from, r.span_to
  from posting p join reading r on r.posting_id = p.posting_id and r.taken_at > p.since
  left join series s on s.posting_id = r.posting_id and s.metric = r.metric and s.origin = r.origin
  where s.stood is null or r.taken_at > s.stood),
lowered as (
  select posting_id, metric, origin, taken_at, min(value) over later as value,
         lag(taken_at) over later is null or lead(taken_at) over later is null as outer_,
         width_bucket(taken_at, %(middays)s::timestamptz[]) as bucket
  from taken where span_from is null
  window later as (partition by posting_id, metric, origin order by taken_at desc, value desc)),
ranked as (
  select *, row_number() over (
    partition by posting_id, metric, origin, bucket
    order by abs(date_part('epoch', taken_at - (%(midnights)s::timestamptz[])[bucket + 1])), taken_at desc, value desc
  ) as nearness
  from lowered)
select posting_id, metric, value, origin, taken_at, null::timestamptz, null::timestamptz
from ranked where outer_ or nearness = 1
union all
select posting_id, metric, value, origin, taken_at, span_from, span_to from taken where span_from is not null
"""


def after(
    connection: Connection,
    since: Mapping[int, datetime],
    stood: Mapping[Series, datetime],
    midnights: Sequence[datetime],
) -> list[Reading]:
    """What facts are made of: readings of each posting taken after an instant, of a series in `stood` after that one.

    Of the totals of a series the first, the last and the one nearest to each of `midnights` (two or more, by time),
    each lowered to the least that came after it; all spans. In no order.
    """
    raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    given = {
        "postings": list(since),
        "since": list(since.values()),
        "of": [posting for posting, _, _ in stood],
        "metrics": [metric.value for _, metric, _ in stood],
        "origins": [origin.value for _, _, origin in stood],
        "stood": list(stood.values()),
        "midnights": list(midnights),
        "middays": [one + (other - one) / 2 for one, other in pairwise(midnights)],
    }
    with raw.cursor() as cursor:
        cursor.execute(_AFTER, given)
        return [
            Reading(posting, _METRICS[metric], value, _ORIGINS[origin], *times)
            for posting, metric, value, origin, *times in cursor.fetchall()
        ]


_SPANNED = text("select distinct posting_id from reading where posting_id = any(:postings) and span_from is not null")


def spanned(connection: Connection, postings: Sequence[int]) -> set[int]:
    """Those of these postings that anybody has reported spans of."""
    return set(connection.execute(_SPANNED, {"postings": list(postings)}).scalars())


def totals(connection: Connection, postings: Sequence[int]) -> list[Reading]:
    """The newest total of each of their series, and those of the last two days, so that a repetition is seen."""
    return list(map(_reading, connection.execute(_TOTALS, {"postings": list(postings)})))


_TOTALS = text("""
select t.* from unnest(cast(:postings as bigint[])) p(id)
cross join lateral (
  select distinct on (metric, origin, taken_at) * from reading
  where posting_id = p.id and span_from is null order by metric, origin, taken_at desc, value desc limit 200) t
""")

_LATEST = text("""
select t.* from unnest(cast(:postings as bigint[])) p(id)
cross join lateral (
  select distinct on (metric, origin) * from reading
  where posting_id = p.id and span_from is null order by metric, origin, taken_at desc, value desc) t
union all
select r.* from reading r where r.posting_id = any(cast(:postings as bigint[])) and r.span_from is not null
""")


def latest(connection: Connection, postings: Sequence[int]) -> list[Reading]:
    """Of each posting, metric and origin the newest total, and all spans: what `domain.fact.total` needs."""
    return list(map(_reading, connection.execute(_LATEST, {"postings": list(postings)})))


_TAKE = text("delete from recount where employer_id = :employer returning posting_id, since")


def take_marked(connection: Connection, employer_id: int) -> dict[int, datetime]:
    """An employer's postings whose facts are to be made anew, and from when on; their marks go with the transaction.

    Waits for whoever is just appending to them, so that no reading stays without a fact.
    """
    return {row.posting_id: row.since for row in connection.execute(_TAKE, {"employer": employer_id})}


def marked(connection: Connection) -> list[int]:
    """Employers with postings whose facts are to be made anew."""
    return list(connection.execute(text("select distinct employer_id from recount order by 1")).scalars())


def _reading(row: Row[tuple[object, ...]]) -> Reading:
    return Reading(
        row.posting_id,
        Metric(row.metric),
        row.value,
        Origin(row.origin),
        row.taken_at,
        row.span_from,
        row.span_to,
    )

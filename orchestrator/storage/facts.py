"""Facts as they are kept. Only what differs is written, so that computing them again costs no writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, text

from orchestrator.domain.fact import CLOSE, Fact, Series, Standing
from orchestrator.domain.reading import Metric, Origin

from . import courses

_METRICS = {each.value: each for each in Metric}
_ORIGINS = {each.value: each for each in Origin}

# The last fact of a series may end with a total taken in the middle of a day: the next total makes it anew.
_STANDING = text("""
with f as (
  select posting_id, metric, origin, until, value, as_of, until < :first and not (
           row_number() over (partition by posting_id, metric, origin, until < :first order by day desc) = 1
           and abs(extract(epoch from as_of - ((until + 1)::timestamp at time zone :zone))) > :close) as stands
  from fact where posting_id = any(:postings) and origin <> 'apply_link')
select posting_id, metric, origin, max(until) filter (where stands) + 1, (sum(value) filter (where stands))::bigint,
       max(as_of) filter (where stands)
from f group by 1, 2, 3
""")


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands of some postings' reported facts; of those `bare`, some series or all of them has nothing."""

    standing: Mapping[Series, Standing]
    bare: AbstractSet[int]

    def sinces(self, postings: Sequence[int]) -> list[Standing]:
        """For each posting the least that stands of any of its series."""
        least: dict[int, Standing] = {}
        for (posting, _, _), stands in self.standing.items():
            known = least.get(posting, stands)
            least[posting] = Standing(min(stands.day, known.day), 0, min(stands.as_of, known.as_of))
        return [_NOTHING if each in self.bare else least.get(each, _NOTHING) for each in postings]


_NOTHING = Standing(date.min, 0, datetime.min.replace(tzinfo=UTC))


def ground(connection: Connection, postings: Sequence[int], zone: str, first: date) -> Ground:
    """What reported facts of these postings amount to that end before `first`, a day of `zone`."""
    given = {"postings": list(postings), "zone": zone, "first": first, "close": CLOSE.total_seconds()}
    standing: dict[Series, Standing] = {}
    bare: set[int] = set()
    for posting, metric, origin, day, value, as_of in connection.execute(_STANDING, given):
        if day is None:
            bare.add(posting)
        else:
            standing[posting, _METRICS[metric], _ORIGINS[origin]] = Standing(day, value, as_of)
    return Ground(standing, bare)


_KEPT = """
select f.posting_id, f.metric, f.origin, f.day, f.until, f.value, f.as_of, f.preferred
from unnest(%s::bigint[], %s::date[]) s(posting_id, day)
join fact f on f.posting_id = s.posting_id and f.day >= s.day and f.origin <> 'apply_link'
"""


def replace_reported(
    connection: Connection,
    employer_id: int,
    postings: Sequence[int],
    now: Iterable[Fact],
    ground: Ground | None = None,
) -> list[Fact]:
    """Make `now` the facts of these postings from all origins but our apply link; returns those that are new or gone.

    What `ground` says stands is left as it is.
    """
    stands = ground or Ground({}, set(postings))
    raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    with raw.cursor() as cursor:
        cursor.execute(_KEPT, [list(postings), [each.day for each in stands.sinces(postings)]])
        before = {}
        for row in cursor:
            series = (row[0], _METRICS[row[1]], _ORIGINS[row[2]])
            if series not in stands.standing or row[3] >= stands.standing[series].day:
                before[row[:4]] = Fact(*series, *row[3:])
        after = {_key(each): each for each in now}
        gone = [each for key, each in before.items() if after.get(key) != each]
        new = [each for key, each in after.items() if before.get(key) != each]
        _write(cursor, employer_id, gone, new)
    changed = [*gone, *new]
    courses.renew(connection, {each.posting for each in changed if each.metric in courses.METRICS})
    return changed


def _write(cursor: psycopg.Cursor[Any], employer_id: int, gone: list[Fact], new: list[Fact]) -> None:
    if gone:
        cursor.execute(
            "delete from fact using unnest(%s::bigint[], %s::text[], %s::text[], %s::date[]) g(posting, m, o, d) "
            "where posting_id = g.posting and metric = g.m and origin = g.o and day = g.d",
            [list(column) for column in zip(*map(_key, gone), strict=True)],
        )
    columns = "employer_id, posting_id, metric, origin, day, until, value, as_of, preferred"
    with cursor.copy(f"copy fact ({columns}) from stdin") as copy:
        for each in new:
            copy.write_row((employer_id, *_key(each), each.until, each.value, each.as_of, each.preferred))


_PREFER = text("""
update fact f set preferred = s.preferred
from unnest(cast(:postings as bigint[]), cast(:metrics as text[]), cast(:origins as text[]), cast(:preferred as bool[]))
     s(posting_id, metric, origin, preferred)
where f.posting_id = s.posting_id and f.metric = s.metric and f.origin = s.origin and f.preferred <> s.preferred
returning f.day
""")


def prefer(connection: Connection, series: Mapping[Series, bool]) -> list[date]:
    """Say of every fact of these series whether reports go by it; returns the days of those that changed."""
    keys = list(series)
    given = {
        "postings": [key[0] for key in keys],
        "metrics": [key[1].value for key in keys],
        "origins": [key[2].value for key in keys],
        "preferred": list(series.values()),
    }
    return list(connection.execute(_PREFER, given).scalars())


# A day on which our link worked and nobody came is a known zero, and so a fact.
_MEASURE = text("""
with span as (
  select id as employer_id, zone, (now() at time zone zone)::date as today,
         ((now() at time zone zone)::date - :back) as first,
         (((now() at time zone zone)::date - :back)::timestamp at time zone zone) as since
  from employer where cast(:employer as bigint) is null or id = :employer),
counted as (
  select h.posting_id, h.metric, (h.at at time zone s.zone)::date as day,
         count(*) filter (where h.kind = 'person') as value, count(*) filter (where h.kind <> 'person') as robots
  from hit h join posting p on p.id = h.posting_id join span s on s.employer_id = p.employer_id
  where h.at >= now() - cast(:reach as interval) and h.at >= s.since group by 1, 2, 3),
live as (
  select p.id as posting_id, case when p.board = any(:pages) then 'apply_start' else 'click' end as metric,
         d::date as day
  from span s join posting p on p.employer_id = s.employer_id join apply_link l on l.posting_id = p.id
  cross join lateral generate_series(
    greatest(s.first, (p.published_at at time zone s.zone)::date),
    least(s.today, (p.ended_at at time zone s.zone)::date), interval '1 day') d
  where p.published_at is not null and (p.ended_at is null or p.ended_at >= s.since)),
fresh as (
  select posting_id, metric, day, coalesce(value, 0) as value, coalesce(robots, 0) as robots
  from counted full join live using (posting_id, metric, day))
insert into fact (employer_id, posting_id, metric, origin, day, until, value, robots, as_of)
select p.employer_id, n.posting_id, n.metric, 'apply_link', n.day, n.day, n.value, n.robots, now()
from fresh n join posting p on p.id = n.posting_id
left join fact f on f.posting_id = n.posting_id and f.metric = n.metric and f.origin = 'apply_link' and f.day = n.day
where f.posting_id is null or f.value <> n.value or f.robots <> n.robots
on conflict (posting_id, metric, origin, day) do update
set value = excluded.value, robots = excluded.robots, as_of = excluded.as_of
returning posting_id, employer_id, day, metric
""")


def measure(
    connection: Connection, days: int, pages: Sequence[str], employer: int | None
) -> list[tuple[int, int, date]]:
    """Count the apply links' hits of the last `days` days of each zone, today included, of one employer or all;
    returns (posting, employer, day) of each fact that changed.

    On the boards `pages`, which are ours, the link is the Apply button; everywhere else it is the click on the board.
    """
    given = {"back": days - 1, "reach": timedelta(days=days + 1), "pages": list(pages), "employer": employer}
    rows = connection.execute(_MEASURE, given).all()
    courses.renew(connection, {row.posting_id for row in rows if row.metric in courses.METRICS})
    return [(row.posting_id, row.employer_id, row.day) for row in rows]


def _key(each: Fact) -> tuple[int, str, str, date]:
    return each.posting, each.metric.value, each.origin.value, each.day

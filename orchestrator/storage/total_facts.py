"""Facts of totals, made by PostgreSQL: `domain.fact.facts` says the same of readings without spans, and a test holds
both together on random histories.

`offset 0` keeps the planner from reading all partitions for the readings of two thousand postings, `materialized` from
looking through all that stands for each of them.

A day of a busy board has hundreds of totals, of which facts are made of one. Each total is first lowered to the least
that came after it; of those the first and the last of each day are left, as one of them is the nearest to a midnight.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from orchestrator.domain.fact import CLOSE

_TABLE = """
create temp table if not exists edge (
  posting_id bigint, metric text, origin text, at timestamptz, value bigint, day date,
  near date, off double precision, first boolean, last boolean) on commit delete rows
"""
_EDGES = text("""
insert into edge
with told as materialized (
  select r.*, w.zone from renewed w
  cross join lateral (
    select posting_id, metric, origin, value, taken_at from reading
    where posting_id = w.posting_id and taken_at > coalesce(w.since, '-infinity') and span_from is null offset 0) r
  where not w.spanned and (cast(:these as bigint[]) is null or w.posting_id = any(:these))),
taken as (
  select r.posting_id, r.metric collate "C" as metric, r.origin collate "C" as origin, r.value, r.taken_at,
         (r.taken_at at time zone r.zone)::date as day, r.zone
  from told r left join standing s on s.posting_id = r.posting_id and s.metric = r.metric and s.origin = r.origin
  where s.as_of is null or r.taken_at > s.as_of),
lowered as (
  select posting_id, metric, origin, taken_at, day, zone, min(value) over later as value,
         lag(taken_at) over later as next, lead(taken_at) over later as previous,
         lag(day) over later as next_day, lead(day) over later as previous_day
  from taken window later as (partition by posting_id, metric, origin order by taken_at desc, value desc))
select posting_id, metric, origin, taken_at, value, day, n.near,
       abs(extract(epoch from taken_at - (n.near::timestamp at time zone zone))), previous is null, next is null
from lowered
cross join lateral (select (taken_at at time zone zone + interval '12 hours')::date as near) n
where next is null or previous is null or day <> next_day or day <> previous_day or taken_at in (next, previous)
""")
_FALLEN = text("""
select distinct e.posting_id
from edge e join standing s on s.posting_id = e.posting_id and s.metric = e.metric and s.origin = e.origin
where e.first and e.value < s.value
""")
# The course of totals is cut at every midnight that has one close by, and at its end.
_FACTS = text("""
insert into new_fact (employer_id, posting_id, metric, origin, day, until, value, robots, preferred, as_of)
with start as (
  select e.posting_id, e.metric, e.origin,
         coalesce(s.day, least(e.day, (w.began_at at time zone w.zone)::date)) as day,
         least(coalesce(s.value, 0), e.value) as value, coalesce(s.as_of, w.began_at) as as_of
  from edge e join renewed w on w.posting_id = e.posting_id
  left join standing s on s.posting_id = e.posting_id and s.metric = e.metric and s.origin = e.origin
  where e.first),
midnight as (
  select distinct on (posting_id, metric, origin, e.near)
         posting_id, metric, origin, e.near as day, e.value, e.at as as_of
  from edge e join start s using (posting_id, metric, origin)
  where e.off <= :close and e.near > s.day
  order by posting_id, metric, origin, e.near, e.off, e.at desc, e.value desc),
cut as (
  select *, true as start from start union all select *, false from midnight),
newest as (
  select distinct on (posting_id, metric, origin) * from cut order by posting_id, metric, origin, day desc),
ended as (
  select *, 0 as later from cut
  union all
  select posting_id, metric, origin, e.day + 1, e.value, e.at, false, 1
  from edge e join newest n using (posting_id, metric, origin)
  where e.last and (n.as_of < e.at or n.start)),
once as (
  select distinct on (posting_id, metric, origin, day) * from ended
  order by posting_id, metric, origin, day, later desc),
paired as (
  select posting_id, metric, origin, day, lead(day) over course - 1 as until,
         lead(value) over course - value as value, lead(as_of) over course as as_of
  from once window course as (partition by posting_id, metric, origin order by day))
select w.employer_id, p.posting_id, metric, origin, day, until, value, 0, true, as_of
from paired p join renewed w on w.posting_id = p.posting_id where until is not null
""")


def gather(connection: Connection, these: list[int] | None = None) -> list[int]:
    """Collect the totals that decide, of the postings of the batch or of `these` alone; returns postings of which a
    total has fallen below what stands, so that more than the last days must be made anew.
    """
    connection.execute(text(_TABLE))
    given = {"these": these}
    connection.execute(
        text("delete from edge where cast(:these as bigint[]) is null or posting_id = any(:these)"), given
    )
    connection.execute(_EDGES, given)
    connection.execute(text("analyze edge"))
    return list(connection.execute(_FALLEN).scalars())


def make(connection: Connection) -> None:
    """Put the facts of what was gathered among the new ones."""
    connection.execute(_FACTS, {"close": CLOSE.total_seconds()})

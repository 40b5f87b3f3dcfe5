"""Facts as they are kept: written here alone, and whatever adds facts up follows in the same transaction.

Only what differs is written, so that computing them again costs no writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, text

from orchestrator.domain.fact import Fact
from orchestrator.domain.reading import REPORTED

from . import summaries
from .readings import owners

_CHANGED = """
create temp table if not exists changed_fact (posting_id bigint, metric text, origin text, day date)
on commit delete rows
"""
_GONE = text("""
with gone as (
  delete from fact where ctid = any (array(
    select f.ctid from standing s cross join lateral (
      select ctid, * from fact where posting_id = s.posting_id and metric = s.metric and origin = s.origin
        and day >= coalesce(s.day, '-infinity') offset 0) f
    where not exists (select from new_fact n where n.posting_id = f.posting_id and n.metric = f.metric
                      and n.origin = f.origin and n.day = f.day and n.until = f.until and n.value = f.value
                      and n.as_of = f.as_of)))
  returning posting_id, metric, origin, day)
insert into changed_fact select * from gone
""")
_NEW = text("""
with new as (
  insert into fact (employer_id, posting_id, metric, origin, day, until, value, robots, preferred, as_of)
  select employer_id, posting_id, metric, origin, day, until, value, robots, preferred, as_of from new_fact
  on conflict do nothing
  returning posting_id, metric, origin, day)
insert into changed_fact select * from new
""")
# Where somebody else has begun to report, what stands may no longer be what reports go by.
_PREFER = text("""
with series as (
  select posting_id, metric, origin from standing union select posting_id, metric, origin from new_fact),
ranked as (
  select *, count(*) over of = 1 or origin = first_value(origin) over (of order by array_position(:reported, origin))
              as best
  from series where exists (select from fact f where f.posting_id = series.posting_id
                            and f.metric = series.metric and f.origin = series.origin)
  window of as (partition by posting_id, metric)),
told as (
  update fact set preferred = not preferred where ctid = any (array(
    select f.ctid from ranked r cross join lateral (
      select ctid, preferred from fact where posting_id = r.posting_id and metric = r.metric and origin = r.origin
      offset 0) f
    where f.preferred <> r.best))
  returning posting_id, metric, origin, day)
insert into changed_fact select * from told
""")

_ALL_OF = text("""
insert into changed_fact select posting_id, metric, origin, day from fact where posting_id = any(:postings)
""")
_CLEAR = text("""
with gone as (
  delete from fact f
  using unnest(cast(:postings as bigint[]), cast(:metrics as text[]), cast(:origins as text[])) s(posting_id, metric, o)
  where f.posting_id = s.posting_id and f.metric = s.metric and f.origin = s.o
  returning f.posting_id, f.metric, f.origin, f.day)
insert into changed_fact select * from gone
""")
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
  from counted full join live using (posting_id, metric, day)),
written as (
  insert into fact (employer_id, posting_id, metric, origin, day, until, value, robots, as_of)
  select p.employer_id, n.posting_id, n.metric, 'apply_link', n.day, n.day, n.value, n.robots, now()
  from fresh n join posting p on p.id = n.posting_id
  left join fact f on f.posting_id = n.posting_id and f.metric = n.metric and f.origin = 'apply_link' and f.day = n.day
  where f.posting_id is null or f.value <> n.value or f.robots <> n.robots
  on conflict (posting_id, metric, origin, day) do update
  set value = excluded.value, robots = excluded.robots, as_of = excluded.as_of
  returning posting_id, metric, origin, day)
insert into changed_fact select * from written
""")


def renew(connection: Connection) -> int:
    """Make the new facts of the batch (`storage.fact_ground`) the facts of its postings, on what stands of them.

    Of our apply link's nothing changes. Returns how many are new or gone.
    """
    _begin(connection)
    connection.execute(text("analyze new_fact"))
    for statement in (_GONE, _NEW):
        connection.execute(statement)
    changed = _count(connection)
    connection.execute(_PREFER, {"reported": [each.value for each in REPORTED]})
    summaries.follow(connection)
    return changed


def copy_new(connection: Connection, made: Sequence[Fact]) -> None:
    """Put facts that were made here among the new ones of the batch."""
    _copy(connection, "new_fact", made)


def replace(connection: Connection, made: Sequence[Fact]) -> None:
    """Make these, at least one, all the facts of their series, as they are."""
    _begin(connection)
    postings, metrics, origins = zip(*{(each.posting, each.metric, each.origin) for each in made}, strict=True)
    connection.execute(_CLEAR, {"postings": list(postings), "metrics": list(metrics), "origins": list(origins)})
    _copy(connection, "fact", made)
    connection.execute(_ALL_OF, {"postings": list(postings)})
    summaries.follow(connection)


def follow_anew(connection: Connection, postings: Sequence[int]) -> None:
    """Bring after them what is made of these postings' facts, where somebody has put facts there past this module."""
    _begin(connection)
    connection.execute(_ALL_OF, {"postings": list(postings)})
    summaries.follow(connection)


def measure(connection: Connection, days: int, pages: Sequence[str], employer: int | None) -> int:
    """Count the apply links' hits of the last `days` days of each zone, today included, of one employer or all;
    returns how many facts changed.

    On the boards `pages`, which are ours, the link is the Apply button; everywhere else it is the click on the board.
    """
    _begin(connection)
    given = {"back": days - 1, "reach": timedelta(days=days + 1), "pages": list(pages), "employer": employer}
    connection.execute(_MEASURE, given)
    summaries.follow(connection)
    return _count(connection)


def _begin(connection: Connection) -> None:
    connection.execute(text(_CHANGED))
    connection.execute(text("delete from changed_fact"))


def _count(connection: Connection) -> int:
    return int(
        connection.execute(
            text("select count(*) from (select distinct posting_id, metric, origin, day from changed_fact) c")
        ).scalar_one()
    )


def _copy(connection: Connection, table: str, made: Sequence[Fact]) -> None:
    employers = {
        id: owner.employer_id for id, owner in owners(connection, list({each.posting for each in made})).items()
    }
    raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    columns = "employer_id, posting_id, metric, origin, day, until, value, robots, preferred, as_of"
    with raw.cursor() as cursor, cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
        for each in made:
            copy.write_row((
                employers[each.posting], each.posting, each.metric.value, each.origin.value, each.day, each.until,
                each.value, each.robots, each.preferred, each.as_of,
            ))  # fmt: skip

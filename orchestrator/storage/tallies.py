"""Facts added up by month: of each posting, and of each board and advert of an employer.

Tables that have grown since the planner last looked are reached by the keys of what is made anew, whatever it takes
their size for: `offset 0` and `materialized` see to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from orchestrator.domain.cadence import BY_HAND, PATIENCE, RECENT, YOUNG, every

# The column `stale_at` says in SQL what `domain.cadence.stale_from` says; a test compares the two.
_MONTHS = """
with f as (
  select t.* from renewed_month c cross join lateral (
    select *, lag(day) over w as before, lead(day) over w is null as last
    from fact where posting_id = c.posting_id and preferred and until >= c.since
    window w as (partition by metric, origin order by day) offset 0) t),
linked as (
  select f.*, date_trunc('month', day::timestamp)::date as month, date_trunc('month', until::timestamp)::date as ending,
         date_trunc('month', coalesce(f.before, (
           select max(b.day) from fact b where b.posting_id = f.posting_id and b.metric = f.metric
             and b.origin = f.origin and b.day < f.day))::timestamp)::date as follows
  from f),
parts as (
  select posting_id, metric, origin, employer_id, month, ending, value, (month is distinct from follows)::int as known,
         robots, as_of, last from linked
  union all
  select posting_id, metric, origin, employer_id, follows, ending, 0, -1, 0, as_of, false from linked
  where follows <> month),
months as (
  select posting_id, metric, origin, employer_id, month, ending as until, sum(value)::bigint as value,
         sum(known)::int as known, sum(robots)::bigint as robots, max(as_of) as as_of, bool_or(last) as last
  from parts group by 1, 2, 3, 4, 5, 6),
late as (
  select m.*, p.ended_at, m.as_of + :patience * case
      when m.origin in ('by_hand', 'import') then cast(:by_hand as interval)
      when m.as_of - coalesce(p.published_at, p.starts_at) < :young then cast(:first as interval)
      when m.as_of - coalesce(p.published_at, p.starts_at) < :recent then cast(:next as interval)
      else cast(:later as interval) end as due
  from months m cross join lateral (select * from posting where id = m.posting_id offset 0) p)
select posting_id, metric, origin = 'apply_link' as ours, month, until, employer_id, value, known, robots, as_of, last,
       case when last and origin <> 'apply_link' and (ended_at is null or due < ended_at) then due end as stale_at,
       last and origin <> 'apply_link' and due < coalesce(ended_at, now()) and due < now() as stale,
       last and ended_at is null as open
from late
"""

_LIFE = """
select p.id, p.employer_id, p.board, w.advert_id, p.ended_at,
       least(date_trunc('month', p.published_at at time zone e.zone)::date, r.first) as first,
       greatest(date_trunc('month', least(p.ended_at, now()) at time zone e.zone)::date, r.last) as last
from {postings} join employer e on e.id = p.employer_id join wording w on w.id = p.wording_id
left join lateral (select min(month) as first, max(until) as last from posting_month m
                   where m.posting_id = p.id and not m.ours) r on true
"""
"""A posting is shown until it ended, or until the last day of which others report; later clicks are in no report."""

_OF_TOUCHED = """touched cross join lateral (select * from posting where id = touched.posting_id offset 0) p"""
_CUTS = "('board', p.board), ('advert', p.advert_id::text)"
"""A vacancy has few postings: reports by vacancy are made of facts (`queries.report`)."""

_REAL = "(not p.practice or e.live_since is null)"
"""Once an employer has posted in earnest, its practice is in no report."""

_TALLIES = f"""
with touched as materialized (
  select distinct posting_id from posting_month where employer_id = any(:employers) and until >= :since),
p as materialized ({_LIFE.format(postings=_OF_TOUCHED)} where {_REAL} and p.published_at <= now())
select c.cut, m.employer_id, c.key, m.month, m.until, m.metric, m.ours, sum(m.value)::bigint as value,
       sum(m.known)::bigint as known, sum(m.robots)::bigint as robots,
       min(m.as_of) filter (where m.open or (m.last and m.stale)) as as_of, max(m.as_of) as newest,
       count(*) filter (where m.stale) as stale
from p
cross join lateral (select * from posting_month where posting_id = p.id and until >= :since offset 0) m
cross join lateral (values {_CUTS}) c(cut, key)
where not m.ours or m.until <= p.last
group by 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608 - both parts are here

_SHOWN = f"""
with p as ({_LIFE.format(postings="posting p")} where {_REAL} and p.published_at <= now() and (
             p.ended_at is null or p.ended_at >= cast(:since as date) - interval '1 day'
             or p.id in (select posting_id from posting_month where not ours and until >= :since))),
months as (
  select p.*, m.month::date as month from p
  cross join lateral generate_series(greatest(p.first, :since), p.last, interval '1 month') m(month)),
parts as (
  select *, month as until, 1 as known from months
  union all
  select id, employer_id, board, advert_id, ended_at, first, last, (month - interval '1 month')::date,
         month, -1
  from months where month > first)
select c.cut, employer_id, c.key, month, until, 'posting' as metric, false as ours, 0::bigint as value,
       sum(known)::bigint as known, 0::bigint as robots, cast(null as timestamptz) as as_of,
       cast(null as timestamptz) as newest, 0::bigint as stale
from parts p
cross join lateral (values {_CUTS}) c(cut, key)
group by 1, 2, 3, 4, 5
"""  # noqa: S608 - the same

_TOUCHED_DAYS = """
select distinct p.employer_id, c.day from changed_fact c join posting p on p.id = c.posting_id
where c.metric = 'application' and c.origin <> 'apply_link'
"""
_DAYS = f"""
with touched as materialized ({_TOUCHED_DAYS})
select f.employer_id, f.day, f.until, sum(f.value)::bigint as value
from touched t cross join lateral (
  select * from fact where employer_id = t.employer_id and day = t.day and metric = 'application'
    and origin <> 'apply_link' and preferred offset 0) f
where f.posting_id not in (
  select p.id from posting p join employer e on e.id = p.employer_id where p.practice and e.live_since is not null)
group by 1, 2, 3
"""  # noqa: S608 - both parts are here

_RENEWED_MONTH = """
create temp table if not exists renewed_month (posting_id bigint primary key, since date not null) on commit delete rows
"""
# From which month on a posting's are made anew. What comes before a fact that is new or gone may have been the last, or
# be it now.
_RENEW_MONTHS = text("""
insert into renewed_month
select posting_id, date_trunc('month', min(coalesce(f.until, c.day))::timestamp)::date
from (select posting_id, metric, origin, min(day) as day from changed_fact group by 1, 2, 3) c
left join lateral (
  select until from fact where posting_id = c.posting_id and metric = c.metric and origin = c.origin and day < c.day
  order by day desc limit 1) f on true
group by 1
""")
_CHANGED = text("""
select array_agg(distinct p.employer_id) as employers, min(c.since) as since
from renewed_month c cross join lateral (select employer_id from posting where id = c.posting_id offset 0) p
""")

_STALE = text("""
update posting_month m
set stale = m.stale_at < coalesce(p.ended_at, now()),
    stale_at = case when m.stale_at < coalesce(p.ended_at, now()) then m.stale_at end
from posting p where p.id = m.posting_id and m.stale_at < now() and not m.stale
returning m.employer_id, m.until
""")

_ENDED = text("""
update posting_month m
set open = false, stale = coalesce(m.stale_at < p.ended_at, false),
    stale_at = case when m.stale_at < p.ended_at then m.stale_at end
from posting p
where m.open and p.id = m.posting_id and p.ended_at is not null
returning m.employer_id, m.until
""")

_TURNS = {
    "patience": PATIENCE,
    "by_hand": BY_HAND,
    "young": YOUNG,
    "recent": RECENT,
    "first": every(YOUNG * 0),
    "next": every(YOUNG),
    "later": every(RECENT),
}


@dataclass(frozen=True, slots=True)
class _Rollup:
    """A table that `make` makes anew, `keys` its primary key; `scope` says which of its rows."""

    table: str
    keys: tuple[str, ...]
    make: str
    scope: str


_MONTH_KEYS = ("posting_id", "metric", "ours", "month", "until")
_TALLY_KEYS = ("cut", "employer_id", "key", "month", "until", "metric", "ours")
_OF_POSTINGS = _Rollup(
    "posting_month",
    _MONTH_KEYS,
    _MONTHS,
    "t.ctid = any (array(select m.ctid from renewed_month c cross join lateral ("
    "select ctid from posting_month where posting_id = c.posting_id and until >= c.since offset 0) m))",
)
_OF_EMPLOYERS = _Rollup(
    "tally",
    _TALLY_KEYS,
    _TALLIES,
    "t.employer_id = any(:employers) and t.until >= :since and t.metric <> 'posting'",
)
_OF_DAYS = _Rollup("day_tally", ("employer_id", "day", "until"), _DAYS, f"(t.employer_id, t.day) in ({_TOUCHED_DAYS})")
_OF_ALL = _Rollup("tally", _TALLY_KEYS, _SHOWN, "t.metric = 'posting' and t.until >= :since")


def follow(connection: Connection) -> None:
    """Add up anew what has facts in `changed_fact` (`storage.summaries`): postings' months, then employers'."""
    connection.execute(text(_RENEWED_MONTH))
    connection.execute(text("delete from renewed_month"))
    connection.execute(_RENEW_MONTHS)
    changed = connection.execute(_CHANGED).one()
    if changed.since is not None:
        _renew(connection, _OF_POSTINGS, _TURNS)
        _renew(connection, _OF_EMPLOYERS, {"employers": changed.employers, "since": changed.since})
        _renew(connection, _OF_DAYS, {})


def mark_stale(connection: Connection) -> None:
    """Counts whose successors are late by now, or will not come, as their posting has ended."""
    found = [*connection.execute(_STALE), *connection.execute(_ENDED)]
    if found:
        employers, since = sorted({row.employer_id for row in found}), min(row.until for row in found)
        _renew(connection, _OF_EMPLOYERS, {"employers": employers, "since": since})


def count_shown(connection: Connection, since: date) -> None:
    """How many postings of each board and advert were to be seen, from the month of `since` on."""
    _renew(connection, _OF_ALL, {"since": since.replace(day=1)})


def _renew(connection: Connection, rollup: _Rollup, given: dict[str, Any]) -> None:
    """Replace rows by what they are now; those that stay the same are not written."""
    table, new = rollup.table, f"new_{rollup.table}"
    same = " and ".join(f"n.{key} = t.{key}" for key in rollup.keys)
    connection.execute(text(f"create temp table if not exists {new} (like {table}) on commit delete rows"))
    keys = ", ".join(rollup.keys)
    connection.execute(text(f"create index if not exists ix_{new} on {new} ({keys})"))
    connection.execute(text(f"delete from {new}"))  # noqa: S608 - names of tables, all ours
    connection.execute(text(f"insert into {new} {rollup.make}"), given)
    connection.execute(
        text(
            f"delete from {table} t where {rollup.scope} and not exists (select from {new} n"  # noqa: S608
            f" where {same} and row(n.*) is not distinct from row(t.*))"
        ),
        given,
    )
    connection.execute(text(f"insert into {table} select * from {new} on conflict do nothing"))  # noqa: S608

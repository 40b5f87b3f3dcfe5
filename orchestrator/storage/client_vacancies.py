"""The vacancies of an employer in a month, for its client report: each for its file, by title for its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, text


@dataclass(frozen=True, slots=True)
class OfTitle:
    """Vacancies of one title in `places` places, `first` and `last` of them by name; `new`, `filled` and `open` count
    openings.
    """

    title: str
    places: int
    first: str
    last: str
    openings: int
    new: int
    filled: int
    open: int


# A vacancy that was closed before the month is in it only where it was still to be seen.
_VACANCIES = """
e as materialized (
  select id, zone, live_since, cast(:first as date)::timestamp at time zone zone as since,
         (cast(:last as date) + 1)::timestamp at time zone zone as before
  from employer where id = :employer),
v as materialized (
  select v.id, v.title, v.town, case when v.remote then 'Remote' else v.town end as place, v.openings, v.state,
         v.created_at, v.created_at >= e.since as new,
         case when v.state <> 'open' then (coalesce(
           (select max(x.at) from event x where x.vacancy_id = v.id and x.kind = v.state), v.updated_at)
           at time zone e.zone)::date end as closed_on
  from vacancy v join e on e.id = v.employer_id where v.created_at < e.before),
seen as materialized (
  select * from v where closed_on is null or closed_on >= :first or exists (
    select from posting p join e on e.id = p.employer_id
    where p.vacancy_id = v.id and (not p.practice or e.live_since is null)
      and p.published_at < e.before and (p.ended_at is null or p.ended_at >= e.since)))
"""
_EACH = text(f"""
with {_VACANCIES}
select seen.id, title, place, openings, state, (created_at at time zone zone)::date as opened_on, closed_on
from seen cross join e order by title, town, seen.id
""")  # noqa: S608 - constants
_BY_TITLE = text(f"""
with {_VACANCIES}
select title, count(distinct nullif(place, ''))::int as places,
       coalesce(min(nullif(place, '') collate "C"), '') as first_place,
       coalesce(max(nullif(place, '') collate "C"), '') as last_place, sum(openings)::int as openings,
       coalesce(sum(openings) filter (where new), 0)::int as new,
       coalesce(sum(openings) filter (where closed_on <= :last and state = 'filled'), 0)::int as filled,
       coalesce(sum(openings) filter (where closed_on is null or closed_on > :last), 0)::int as open
from seen group by title order by title
""")  # noqa: S608 - constants
_PLACES = text(f"with {_VACANCIES} select distinct place from seen")  # noqa: S608 - constants


def each(connection: Connection, first: date, last: date, employer: int) -> Sequence[Row[Any]]:
    """Every vacancy with the days it was opened and closed on (None: it is open), by title and town."""
    return connection.execute(_EACH, {"first": first, "last": last, "employer": employer}).all()


def by_title(connection: Connection, first: date, last: date, employer: int) -> list[OfTitle]:
    """The same, a line for each title."""
    rows = connection.execute(_BY_TITLE, {"first": first, "last": last, "employer": employer})
    return [
        OfTitle(
            row.title, row.places, row.first_place, row.last_place, row.openings, row.new, row.filled, row.open
        )
        for row in rows
    ]  # fmt: skip


def places(connection: Connection, first: date, last: date, employer: int) -> list[str]:
    """The places of all of them."""
    return list(connection.execute(_PLACES, {"first": first, "last": last, "employer": employer}).scalars())

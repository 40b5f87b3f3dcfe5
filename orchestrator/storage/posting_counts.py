"""What each of many postings has brought since publication, as the first counter that says anything has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, TextClause, text

from orchestrator.domain.reading import COUNTERS, Metric


@dataclass(frozen=True, slots=True)
class Count:
    """Applications known at `as_of`, which in the asked zone is on `day`."""

    total: int
    as_of: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Counted:
    """A published posting. `first` is the day it was published on, `last` its end or today, both its employer's; of
    `count` None nothing is known.
    """

    id: int
    wording_id: int
    vacancy_id: int
    board: str
    first: date
    last: date
    live: bool
    count: Count | None

    @property
    def age(self) -> int | None:
        """Days that the count covers, that on which it was read included."""
        return None if self.count is None else (min(self.last, self.count.day) - self.first).days + 1


_COUNTED = """
with chosen as (
  select p.id, p.wording_id, p.vacancy_id, p.board, p.published_at, (p.published_at at time zone e.zone)::date as first,
         (coalesce(p.ended_at, now()) at time zone e.zone)::date as last, p.ended_at is null as live
  from posting p join employer e on e.id = p.employer_id
  where (cast(:employer as bigint) is null or p.employer_id = :employer) and {which}
  order by p.published_at desc, p.id limit :most)
select id, wording_id, vacancy_id, board, first, last, live, c.total, c.as_of,
       (c.as_of at time zone :zone)::date as day
from chosen left join lateral (
  select total, as_of from course where posting_id = chosen.id and metric = :metric
  order by array_position(cast(:counters as text[]), origin) limit 1) c on true
order by chosen.published_at desc, id
"""
# Days are the employer's; the instants beside them, a day to either side, are what an index finds.
_IN_PERIOD = text(
    _COUNTED.format(
        which="""p.published_at < cast(:end as date) + interval '2 days'
    and (p.ended_at is null or p.ended_at >= cast(:start as date) - interval '1 day')
    and (p.published_at at time zone e.zone)::date <= :end
    and (p.ended_at is null or (p.ended_at at time zone e.zone)::date >= :start)"""
    )
)
_LIVE = text(_COUNTED.format(which="p.published_at is not null and p.ended_at is null"))


def in_period(
    connection: Connection, start: date, end: date, employer: int | None, zone: ZoneInfo, most: int
) -> list[Counted]:
    """Postings of one employer or all that were live on a day of the period, both included: the youngest first."""
    return _read(connection, _IN_PERIOD, zone, {"start": start, "end": end, "employer": employer, "most": most})


def live(connection: Connection, employer: int | None, zone: ZoneInfo, most: int) -> list[Counted]:
    """Postings of one employer or all that have not ended, the youngest first."""
    return _read(connection, _LIVE, zone, {"employer": employer, "most": most})


def _read(connection: Connection, statement: TextClause, zone: ZoneInfo, given: dict[str, object]) -> list[Counted]:
    given |= {"zone": zone.key, "metric": Metric.APPLICATION, "counters": [each.value for each in COUNTERS]}
    return [
        Counted(
            row.id,
            row.wording_id,
            row.vacancy_id,
            row.board,
            row.first,
            row.last,
            row.live,
            None if row.total is None else Count(row.total, row.as_of, row.day),
        )
        for row in connection.execute(statement, given)
    ]

"""The rows a report of whole months is made of: each adds up what may be thousands of facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

SHOWN = "posting"
"""The metric of a row that counts the postings which were to be seen."""


@dataclass(frozen=True, slots=True)
class Added:
    """One metric and side of one line, see `storage.tables.tallies`; `outside` reaches beyond the period."""

    key: str
    metric: str
    ours: bool
    value: int
    known: int
    outside: int
    robots: int
    as_of: datetime | None
    newest: datetime | None
    stale: int


_SUMS = """
with t as (
  select month, until, {key} as key, metric, ours, value, known, robots, as_of, newest, stale
  from tally where cut = :cut and month between :start and :end
    and (cast(:employer as bigint) is null or employer_id = :employer)
  union all
  select month, until, {key} as key, metric, ours, value, known, robots, as_of, newest, stale
  from tally where cut = :cut and until > month and until >= :start and month < :start
    and (cast(:employer as bigint) is null or employer_id = :employer))
select key, metric, ours,
       coalesce(sum(value) filter (where month >= :start and until <= :end), 0)::bigint as value,
       coalesce(sum(known) filter (where month >= :start and until <= :end), 0)::bigint as known,
       coalesce(sum(value) filter (where month < :start or until > :end), 0)::bigint as outside,
       coalesce(sum(robots) filter (where month >= :start and until <= :end), 0)::bigint as robots,
       min(as_of) filter (where month >= :start and until <= :end) as as_of,
       max(newest) filter (where month >= :start and until <= :end) as newest,
       coalesce(sum(stale) filter (where month >= :start and until <= :end), 0)::bigint as stale
from t group by key, metric, ours
"""
_ADDED = text(_SUMS.format(key="key"))
_OF_EMPLOYERS = text(_SUMS.format(key="employer_id::text"))


def added(connection: Connection, cut: str, start: date, end: date, employer: int | None) -> list[Added]:
    """By board, advert or employer (`cut`), the months of `start` to `end` of one employer or all."""
    whole = cut == "employer"
    statement = _OF_EMPLOYERS if whole else _ADDED
    given = {"cut": "board" if whole else cut, "start": start.replace(day=1), "end": end.replace(day=1)}
    return [Added(**row._asdict()) for row in connection.execute(statement, given | {"employer": employer})]


@dataclass(frozen=True, slots=True)
class OfDays:
    """Reported applications of one day, or of a span that is not split by day (`until` after `day`)."""

    day: date
    until: date
    value: int


_BY_DAY = text("""
select day, until, sum(value)::bigint as value from day_tally
where day between :start and :end and until <= :end and (cast(:employer as bigint) is null or employer_id = :employer)
group by 1, 2 order by 1, 2
""")


def by_day(connection: Connection, start: date, end: date, employer: int | None) -> list[OfDays]:
    """The applications reported for days within the period, of one employer or all; what is unknown is missing."""
    given = {"start": start, "end": end, "employer": employer}
    return [OfDays(**row._asdict()) for row in connection.execute(_BY_DAY, given)]


_LABELS = {
    "employer": text("select id::text as key, name as label from employer where id = any(:ids)"),
    "advert": text("select id::text as key, name as label from advert where id = any(:ids)"),
}


def labels(connection: Connection, cut: str, keys: Sequence[str]) -> dict[str, str]:
    """What lines are called; a board is called by its key."""
    if cut not in _LABELS:
        return {key: key for key in keys}
    return {row.key: row.label for row in connection.execute(_LABELS[cut], {"ids": [int(key) for key in keys]})}

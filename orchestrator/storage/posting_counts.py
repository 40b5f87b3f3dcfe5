"""What each of many postings has brought since publication, as the first counter that says anything has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, TextClause, text

from orchestrator.domain.day import ONE, begin
from orchestrator.domain.reading import COUNTERS


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
with young as (
  select id, employer_id, wording_id, vacancy_id, board, published_at, ended_at, practice from posting
  where {whose} and {which}
  order by starts_at desc, id desc offset 0),
chosen as (
  select * from young
  where {seen} and not (practice and employer_id in (select id from employer where live_since is not null))
  limit :most)
select p.id, p.wording_id, p.vacancy_id, p.board, (p.published_at at time zone e.zone)::date as first,
       coalesce((p.ended_at at time zone e.zone)::date, e.today) as last, p.ended_at is null as live,
       c.origin, c.total, c.as_of, (c.as_of at time zone :zone)::date as day
from chosen p
join (select id, zone, (now() at time zone zone)::date as today from employer offset 0) e on e.id = p.employer_id
left join course c on c.posting_id = p.id and c.metric = 'application'
order by p.published_at desc, p.id
"""
# Nothing is published before it starts: so an index leads to the youngest that a period can have seen, which lie close
# together there. The planner takes them to be anywhere: `offset 0` keeps it on the index. One employer's have another
# index, and so a statement of their own.
_PERIOD = {"which": "starts_at < :until", "seen": "published_at < :until and coalesce(ended_at, :since) >= :since"}
_OPEN = {"which": "published_at is not null and ended_at is null", "seen": "true"}
_ALL, _ONE = "true", "employer_id = :employer"
_IN_PERIOD, _IN_PERIOD_OF_ONE = (text(_COUNTED.format(whose=whose, **_PERIOD)) for whose in (_ALL, _ONE))
_LIVE, _LIVE_OF_ONE = (text(_COUNTED.format(whose=whose, **_OPEN)) for whose in (_ALL, _ONE))
_THESE = text(_COUNTED.format(whose="id = any(:postings)", **_OPEN))
_OF_WORDINGS = text(_COUNTED.format(whose=_ALL, which="wording_id = any(:wordings)", seen="published_at is not null"))
_RANKS = {each.value: rank for rank, each in enumerate(COUNTERS)}


def in_period(
    connection: Connection, start: date, end: date, employer: int | None, zone: ZoneInfo, most: int
) -> list[Counted]:
    """Postings of one employer or all that were live on a day of the period in `zone`, both included: the youngest
    first.
    """
    given = {"since": begin(start, zone), "until": begin(end + ONE, zone), "employer": employer, "most": most}
    return _read(connection, _IN_PERIOD if employer is None else _IN_PERIOD_OF_ONE, zone, given)


def live(connection: Connection, employer: int | None, zone: ZoneInfo, most: int) -> list[Counted]:
    """Postings of one employer or all that have not ended, the youngest first."""
    return _read(connection, _LIVE if employer is None else _LIVE_OF_ONE, zone, {"employer": employer, "most": most})


def still_live(connection: Connection, postings: Sequence[int], zone: ZoneInfo) -> list[Counted]:
    """Those of some postings that have not ended."""
    return _read(connection, _THESE, zone, {"postings": list(postings), "most": None})


def of_wordings(connection: Connection, wordings: Sequence[int], zone: ZoneInfo) -> list[Counted]:
    """All published postings of these wordings, the youngest first."""
    return _read(connection, _OF_WORDINGS, zone, {"wordings": list(wordings), "most": None})


def _read(connection: Connection, statement: TextClause, zone: ZoneInfo, given: Mapping[str, object]) -> list[Counted]:
    best: dict[int, tuple[int, Counted]] = {}
    rows = connection.execute(statement, {**given, "zone": zone.key}).all()
    for id, wording, vacancy, board, first, last, live, origin, total, as_of, day in rows:
        rank = _RANKS.get(origin, 0)
        if id not in best or rank < best[id][0]:
            count = None if total is None else Count(total, as_of, day)
            best[id] = rank, Counted(id, wording, vacancy, board, first, last, live, count)
    return [counted for _, counted in best.values()]

"""Postings with the days they were to be seen on and the facts of those days: what comparisons are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from orchestrator.domain.reading import Metric, Origin


@dataclass(frozen=True, slots=True)
class Shown:
    """A published posting. Days are its employer's: `first` live, `ended` (None: live still), `today`."""

    id: int
    reference: str
    wording_id: int
    vacancy_id: int
    title: str
    town: str
    account_id: int
    board: str
    first: date
    ended: date | None
    due: date | None
    today: date


@dataclass(frozen=True, slots=True)
class DayCount:
    """A fact of one posting: `until` after `day` means that it is not split by day."""

    posting: int
    origin: Origin
    day: date
    until: date
    value: int
    as_of: datetime


_SHOWN = """
select p.id, p.board_reference as reference, p.wording_id, p.vacancy_id, v.title, v.town, p.account_id, p.board,
       (p.published_at at time zone e.zone)::date as first, (p.ended_at at time zone e.zone)::date as ended,
       (p.ends_at at time zone e.zone)::date as due, (now() at time zone e.zone)::date as today
from posting p join vacancy v on v.id = p.vacancy_id join employer e on e.id = p.employer_id
where p.published_at is not null and """
_REAL = _SHOWN + "(not p.practice or e.live_since is null) and "
"""Once an employer has posted in earnest, its practice is in no report."""
_OF_WORDINGS = text(_REAL + "p.wording_id = any(:wordings) order by p.published_at, p.id")
_THESE = text(_SHOWN + "p.id = any(:postings) order by p.published_at, p.id")
_LIVE = text(
    _REAL
    + """p.ended_at is null and (cast(:employer as bigint) is null or p.employer_id = :employer)
order by p.published_at desc, p.id limit :most"""
)
_COMPLETED = text(
    _REAL  # noqa: S608 - two constants
    + """p.id in (
  select c.id from unnest(cast(:boards as text[])) b(board) cross join lateral (
    select id from posting where board = b.board and ended_at is not null and published_at is not null
      and ended_at >= published_at + interval '1 day' and not id = any(:but)
    order by ended_at desc limit :most) c)"""
)
_IN_PERIOD = text(
    _REAL
    + """(cast(:employer as bigint) is null or p.employer_id = :employer)
  and (p.published_at at time zone e.zone)::date <= :end
  and (p.ended_at is null or (p.ended_at at time zone e.zone)::date >= :start)
order by p.published_at desc, p.id limit :most"""
)
_FACTS = text("""
select posting_id, origin, day, until, value, as_of from fact
where posting_id = any(:postings) and metric = :metric order by posting_id, origin, day
""")


def of_wordings(connection: Connection, wordings: Sequence[int]) -> list[Shown]:
    """All published postings of some wordings, oldest first."""
    return [Shown(**row._asdict()) for row in connection.execute(_OF_WORDINGS, {"wordings": list(wordings)})]


def these(connection: Connection, postings: Sequence[int]) -> list[Shown]:
    """Published postings by id, oldest first; others are missing."""
    return [Shown(**row._asdict()) for row in connection.execute(_THESE, {"postings": list(postings)})]


def live(connection: Connection, employer: int | None, most: int) -> list[Shown]:
    """Postings that have not ended, of one employer or of all, the youngest first."""
    return [Shown(**row._asdict()) for row in connection.execute(_LIVE, {"employer": employer, "most": most})]


def in_period(connection: Connection, start: date, end: date, employer: int | None, most: int) -> list[Shown]:
    """Postings that were live on a day of the period, both included, the youngest first."""
    given = {"start": start, "end": end, "employer": employer, "most": most}
    return [Shown(**row._asdict()) for row in connection.execute(_IN_PERIOD, given)]


def completed(connection: Connection, boards: Sequence[str], but: Sequence[int], most: int) -> list[Shown]:
    """Of each board the postings that ended last, at most so many, live for a day or longer, without those of `but`."""
    given = {"boards": list(boards), "but": list(but), "most": most}
    return [Shown(**row._asdict()) for row in connection.execute(_COMPLETED, given)]


def counts(connection: Connection, postings: Sequence[int], metric: Metric) -> list[DayCount]:
    """The facts of one metric, by posting, origin and day."""
    return [
        DayCount(row.posting_id, Origin(row.origin), row.day, row.until, row.value, row.as_of)
        for row in connection.execute(_FACTS, {"postings": list(postings), "metric": metric})
    ]

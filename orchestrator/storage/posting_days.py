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
_FACTS = text("""
select posting_id, origin, day, until, value, as_of from fact
where posting_id = any(:postings) and metric = :metric order by posting_id, origin, day
""")


def of_wordings(connection: Connection, wordings: Sequence[int]) -> list[Shown]:
    """All published postings of some wordings, oldest first."""
    return [Shown(*row) for row in connection.execute(_OF_WORDINGS, {"wordings": list(wordings)}).all()]


def these(connection: Connection, postings: Sequence[int]) -> list[Shown]:
    """Published postings by id, oldest first; others are missing."""
    return [Shown(*row) for row in connection.execute(_THESE, {"postings": list(postings)}).all()]


def counts(connection: Connection, postings: Sequence[int], metric: Metric) -> list[DayCount]:
    """The facts of one metric, by posting, origin and day."""
    return [
        DayCount(row.posting_id, Origin(row.origin), row.day, row.until, row.value, row.as_of)
        for row in connection.execute(_FACTS, {"postings": list(postings), "metric": metric})
    ]

"""What each posting brought within a period: one row for each posting, metric and side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from orchestrator.domain.reading import Metric, Origin
from orchestrator.domain.receipt import Evidence


@dataclass(frozen=True, slots=True)
class InPeriod:
    """A posting that was to be seen on a day of the period. Days are those of its employer's zone."""

    id: int
    reference: str
    vacancy_id: int
    vacancy: str
    advert_id: int
    advert: str
    employer_id: int
    employer: str
    wording_id: int
    account_id: int
    account: str
    board: str
    first_day: date
    last_day: date | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Sum:
    """What one counter counted of a posting in the period; None: only in spans that reach beyond it."""

    posting: int
    metric: Metric
    origin: Origin
    value: int | None
    as_of: datetime


_POSTINGS = text("""
select p.id, p.board_reference as reference, p.vacancy_id,
       v.title || case when v.town <> '' then ', ' || v.town else '' end as vacancy,
       w.advert_id, d.name as advert, p.employer_id, e.name as employer, p.wording_id,
       p.account_id, a.label as account, p.board,
       (p.published_at at time zone e.zone)::date as first_day, (p.ended_at at time zone e.zone)::date as last_day,
       p.evidence
from posting p join employer e on e.id = p.employer_id join vacancy v on v.id = p.vacancy_id
join wording w on w.id = p.wording_id join advert d on d.id = w.advert_id join board_account a on a.id = p.account_id
where p.published_at is not null and (not p.practice or e.live_since is null)
  and (cast(:employer as bigint) is null or p.employer_id = :employer)
  and (p.published_at at time zone e.zone)::date <= :end
  and (p.ended_at is null or (p.ended_at at time zone e.zone)::date >= :start)
order by vacancy, p.id
""")
_SUMS = text("""
select posting_id as posting, metric, origin,
       (sum(value) filter (where day >= :start and until <= :end))::bigint as value, max(as_of) as as_of
from fact where posting_id = any(:postings) and preferred and day <= :end and until >= :start group by 1, 2, 3
""")


def postings(connection: Connection, start: date, end: date, employer: int | None) -> list[InPeriod]:
    """The postings of one employer, or of all, that were to be seen in the period, both days included."""
    rows = connection.execute(_POSTINGS, {"employer": employer, "start": start, "end": end})
    return [InPeriod(**{**row._asdict(), "evidence": Evidence(row.evidence) if row.evidence else None}) for row in rows]


def sums(connection: Connection, start: date, end: date, postings: Sequence[int]) -> list[Sum]:
    """The facts within the period, added up by posting, metric and counter."""
    given = {"start": start, "end": end, "postings": list(postings)}
    return [
        Sum(row.posting, Metric(row.metric), Origin(row.origin), row.value, row.as_of)
        for row in connection.execute(_SUMS, given)
    ]

"""The rows a report is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from orchestrator.domain.day import ONE, begin
from orchestrator.domain.reading import Metric, Origin

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Shown:
    """A posting that was to be seen on a day of the period. Days are those of its employer's zone."""

    id: int
    vacancy_id: int
    vacancy: str
    advert_id: int
    advert: str
    board: str
    zone: str
    published_at: datetime
    ended_at: datetime | None
    first_day: date
    last_day: date | None

    def on(self, first: date, last: date) -> bool:
        """Whether it was to be seen on a day from `first` to `last`."""
        return self.first_day <= last and (self.last_day is None or self.last_day >= first)


@dataclass(frozen=True, slots=True)
class Counted:
    """Facts of one posting, metric and origin: `value` in the period (None: none of them), `outside` beyond it too."""

    posting_id: int
    metric: Metric
    origin: Origin
    value: int | None
    outside: int
    as_of: datetime


@dataclass(frozen=True, slots=True)
class OfDays:
    """Facts of all postings for one day, or for one span that is not split by day. `known`: of how many postings."""

    day: date
    until: date
    metric: Metric
    ours: bool
    value: int
    known: int
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A period and what to look at in it; of a posting's `reporters` only the first that says anything counts."""

    start: date
    end: date
    postings: Sequence[int]
    reporters: Sequence[Origin]

    @property
    def parameters(self) -> dict[str, object]:
        return {
            "start": self.start,
            "end": self.end,
            "postings": list(self.postings),
            "reporters": [each.value for each in self.reporters],
        }


_POSTINGS = text("""
select p.id, p.vacancy_id, v.title || case when v.town <> '' then ', ' || v.town else '' end as vacancy,
       w.advert_id, a.name as advert, p.board, e.zone, p.published_at, p.ended_at,
       (p.published_at at time zone e.zone)::date as first_day, (p.ended_at at time zone e.zone)::date as last_day
from posting p
join employer e on e.id = p.employer_id
join vacancy v on v.id = p.vacancy_id
join wording w on w.id = p.wording_id
join advert a on a.id = w.advert_id
where p.published_at is not null and (cast(:employer as bigint) is null or p.employer_id = :employer)
  and (p.published_at at time zone e.zone)::date <= :end
  and (p.ended_at is null or (p.ended_at at time zone e.zone)::date >= :start)
order by vacancy, p.id
""")

# The best reporter of a posting's metric is the same for every line and every day of one report.
_FACTS = """
with f as (
  select posting_id, metric, origin, day, until, value, as_of, day >= :start and until <= :end as inside,
         array_position(cast(:reporters as text[]), origin) as rank
  from fact where posting_id = any(:postings) and day <= :end and until >= :start),
b as (select posting_id, metric, min(rank) as rank from f group by 1, 2),
k as (select f.* from f join b using (posting_id, metric) where f.rank is null or f.rank = b.rank)
"""
_BY_POSTING = text(
    _FACTS
    + """
select posting_id, metric, origin, (sum(value) filter (where inside))::bigint as value,
       coalesce(sum(value) filter (where not inside), 0)::bigint as outside, max(as_of) as as_of
from k group by 1, 2, 3
"""
)
_BY_DAY = text(
    _FACTS
    + """
select day, until, metric, origin = 'apply_link' as ours, sum(value)::bigint as value, count(*) as known,
       min(as_of) as as_of
from k where inside group by 1, 2, 3, 4 order by 1, 2
"""
)
_ROBOTS = text("""
select count(*) from hit h join posting p on p.id = h.posting_id join employer e on e.id = p.employer_id
where h.kind <> 'person' and h.at >= :since and h.at < :until and h.posting_id = any(:postings)
  and (h.at at time zone e.zone)::date between :start and :end
""")


def shown(connection: Connection, start: date, end: date, employer: int | None) -> list[Shown]:
    """The postings of one employer, or of all, that were to be seen in the period."""
    rows = connection.execute(_POSTINGS, {"employer": employer, "start": start, "end": end})
    return [Shown(**row._asdict()) for row in rows]


def by_posting(connection: Connection, asked: Asked) -> list[Counted]:
    return [
        Counted(row.posting_id, Metric(row.metric), Origin(row.origin), row.value, row.outside, row.as_of)
        for row in connection.execute(_BY_POSTING, asked.parameters)
    ]


def by_day(connection: Connection, asked: Asked) -> list[OfDays]:
    """By day; what reaches beyond the period is left out."""
    return [
        OfDays(row.day, row.until, Metric(row.metric), row.ours, row.value, row.known, row.as_of)
        for row in connection.execute(_BY_DAY, asked.parameters)
    ]


def robots(connection: Connection, asked: Asked) -> int:
    """Requests of apply links in the period that were not a person's."""
    # An index on the instant finds them; a day before and after holds every zone's days.
    around = {"since": begin(asked.start - ONE, _UTC), "until": begin(asked.end + 2 * ONE, _UTC)}
    found: int = connection.execute(_ROBOTS, {**asked.parameters, **around}).scalar_one()
    return found

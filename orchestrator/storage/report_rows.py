"""The rows a report is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from orchestrator.domain.reading import Metric, Origin


@dataclass(frozen=True, slots=True)
class Shown:
    """A posting that was to be seen on a day of the period, or that others report of such a day.

    Days are those of its employer's zone; `last_day` None: it is still to be seen.
    """

    id: int
    vacancy_id: int
    vacancy: str
    advert_id: int
    advert: str
    employer_id: int
    employer: str
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
    """Facts of one posting, metric and origin: `value` in the period (None: none of them), `outside` beyond it too.

    `last`: nothing newer is known, so that what is late is late.
    """

    posting_id: int
    metric: Metric
    origin: Origin
    value: int | None
    outside: int
    as_of: datetime
    last: bool
    robots: int


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
    """A period and the postings to look at in it."""

    start: date
    end: date
    postings: Sequence[Shown]

    @property
    def parameters(self) -> dict[str, object]:
        return {
            "start": self.start,
            "end": self.end,
            "postings": [each.id for each in self.postings],
            "lasts": [each.last_day for each in self.postings],
        }


_POSTINGS = text("""
select p.id, p.vacancy_id, v.title || case when v.town <> '' then ', ' || v.town else '' end as vacancy,
       w.advert_id, a.name as advert, p.employer_id, e.name as employer, p.board, e.zone, p.published_at, p.ended_at,
       least((p.published_at at time zone e.zone)::date, r.first) as first_day,
       greatest((p.ended_at at time zone e.zone)::date, case when p.ended_at is not null then r.last end) as last_day
from posting p
join employer e on e.id = p.employer_id
join vacancy v on v.id = p.vacancy_id
join wording w on w.id = p.wording_id
join advert a on a.id = w.advert_id
left join lateral (select min(day) as first, max(until) as last from fact f
                   where f.posting_id = p.id and f.preferred and f.origin <> 'apply_link') r on true
where p.published_at <= now() and (not p.practice or e.live_since is null)
  and (cast(:employer as bigint) is null or p.employer_id = :employer)
  and least((p.published_at at time zone e.zone)::date, r.first) <= :end
  and (p.ended_at is null or greatest((p.ended_at at time zone e.zone)::date, r.last) >= :start)
order by vacancy, p.id
""")

_FACTS = """
with k as (
  select posting_id, metric, origin, day, until, value, robots, as_of, day >= :start and until <= :end as inside
  from unnest(cast(:postings as bigint[]), cast(:lasts as date[])) p(id, last) join fact on posting_id = p.id
  where preferred and day <= :end and until >= :start
    and (origin <> 'apply_link' or p.last is null or day < date_trunc('month', p.last) + interval '1 month'))
"""
_BY_POSTING = text(
    _FACTS
    + """
select posting_id, metric, origin, (sum(value) filter (where inside))::bigint as value,
       coalesce(sum(value) filter (where not inside), 0)::bigint as outside,
       coalesce(max(as_of) filter (where inside), max(as_of)) as as_of,
       not exists (select from fact f where f.posting_id = k.posting_id and f.metric = k.metric
                   and f.origin = k.origin and f.until > :end) as last,
       coalesce(sum(robots) filter (where inside), 0)::bigint as robots
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


def shown(connection: Connection, start: date, end: date, employer: int | None) -> list[Shown]:
    """The postings of one employer, or of all, that were to be seen in the period."""
    rows = connection.execute(_POSTINGS, {"employer": employer, "start": start, "end": end})
    return [Shown(**row._asdict()) for row in rows]


def by_posting(connection: Connection, asked: Asked) -> list[Counted]:
    return [
        Counted(
            row.posting_id,
            Metric(row.metric),
            Origin(row.origin),
            row.value,
            row.outside,
            row.as_of,
            row.last,
            row.robots,
        )
        for row in connection.execute(_BY_POSTING, asked.parameters)
    ]


def by_day(connection: Connection, asked: Asked) -> list[OfDays]:
    """By day; what reaches beyond the period is left out."""
    return [
        OfDays(row.day, row.until, Metric(row.metric), row.ours, row.value, row.known, row.as_of)
        for row in connection.execute(_BY_DAY, asked.parameters)
    ]

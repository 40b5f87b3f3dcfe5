"""The postings under one figure of a report, those that count most first, and what all of them come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from orchestrator.domain.reading import Metric, Origin


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the postings of a figure have in common; None: anything. `vacancies` empty: any."""

    employer: int | None = None
    board: str | None = None
    vacancies: Sequence[int] = ()
    title: str | None = None
    advert: int | None = None
    wording: int | None = None


@dataclass(frozen=True, slots=True)
class PostingFigure:
    """A posting and its count of the period, as `origin` had it at `as_of`; None: nothing is known."""

    id: int
    vacancy: str
    board: str
    value: int | None
    origin: Origin | None
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class PostingFigures:
    """The first `rows` of `postings`; the count is known of `known`, and is `value` in all."""

    rows: tuple[PostingFigure, ...]
    postings: int
    known: int
    value: int


# Our own link is always watched: nobody having followed it is a known zero.
_FIGURES = text("""
with e as materialized (
  select id, live_since, cast(:start as date)::timestamp at time zone zone as since,
         (cast(:end as date) + 1)::timestamp at time zone zone as before
  from employer where (cast(:chosen as bigint) is null or id = :chosen)
    and (cast(:employer as bigint) is null or id = :employer)),
near as materialized (
  select id, employer_id, vacancy_id, wording_id, board, practice, published_at, ended_at from posting
  where published_at < cast(:end as date) + 3 and (ended_at is null or ended_at > cast(:start as date) - 3)
    and (cast(:board as text) is null or board = :board)
    and (cast(:wording as bigint) is null or wording_id = :wording)
    and (cast(:vacancies as bigint[]) is null or vacancy_id = any(:vacancies))
    and (cast(:advert as bigint) is null or wording_id in (select id from wording where advert_id = :advert))),
shown as materialized (
  select p.id, v.title || case when v.town <> '' then ', ' || v.town else '' end as vacancy, p.board
  from near p join e on e.id = p.employer_id join vacancy v on v.id = p.vacancy_id
  where p.published_at < e.before and (p.ended_at is null or p.ended_at >= e.since)
    and (not p.practice or e.live_since is null) and (cast(:title as text) is null or v.title = :title)),
counted as materialized (
  select k.posting_id as id, sum(k.value)::bigint as value, min(k.origin) as origin, max(k.as_of) as as_of
  from e join fact k on k.employer_id = e.id
  where k.metric = :metric and (k.origin = 'apply_link') = :ours and k.preferred and k.day between :start and :end
    and k.until <= :end
  group by 1),
every as (
  select s.id, s.vacancy, s.board, coalesce(k.value, case when :watched then 0 end) as value, k.origin, k.as_of
  from shown s left join counted k on k.id = s.id)
select *, count(*) over () as postings, count(value) over () as known, coalesce(sum(value) over (), 0)::bigint as total
from every order by value desc nulls last, vacancy collate "C", id limit :most
""")
_WATCHED = (Metric.CLICK, Metric.APPLY_START)


def figures(
    connection: Connection,
    start: date,
    end: date,
    metric: Metric,
    narrowed: Narrowed,
    *,
    chosen: int | None,
    ours: bool,
    most: int,
) -> PostingFigures:
    """The postings that were to be seen in a period, both days included, with one metric, as others report it or as
    we count it (`ours`). `chosen`: the employer whose they must be, whatever `narrowed` says.
    """
    rows = connection.execute(
        _FIGURES,
        {
            "start": start, "end": end, "metric": metric.value, "ours": ours, "most": most, "chosen": chosen,
            "watched": ours and metric in _WATCHED, "employer": narrowed.employer, "board": narrowed.board,
            "vacancies": list(narrowed.vacancies) or None, "title": narrowed.title, "advert": narrowed.advert,
            "wording": narrowed.wording,
        },
    ).all()  # fmt: skip
    return PostingFigures(
        tuple(
            PostingFigure(r.id, r.vacancy, r.board, r.value, Origin(r.origin) if r.origin else None, r.as_of)
            for r in rows
        ),
        rows[0].postings if rows else 0,
        rows[0].known if rows else 0,
        rows[0].total if rows else 0,
    )

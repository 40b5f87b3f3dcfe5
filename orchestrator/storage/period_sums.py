"""What the postings of a period brought and cost, added up where they are: a row for each group, not for each posting.

The groups have what `queries.posting_totals` says of each posting, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Connection, TextClause, text

from orchestrator.domain.receipt import PROVING

from . import cost_parts


class Cut(StrEnum):
    """What the postings of a group have in common."""

    BOARD = "board"
    EMPLOYER = "employer"
    TITLE = "title"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Group:
    """Postings of one board, employer (`key` is its id), title or place that were paid in one `currency` (empty: they
    are free), or (None) whose cost is unknown.

    Counts are None where they are known of none; `applications` are known of `known` postings. `days`: the most that
    one of them was live for. `both`: how many know their cost and their applications, `both_cost` and
    `both_applications` what these are.
    """

    cut: Cut
    key: str
    currency: str | None
    postings: int
    proved: int
    days: int
    applications: int | None
    known: int
    clicks: int
    qualified: int | None
    hires: int | None
    cost: Decimal | None
    both: int
    both_cost: Decimal
    both_applications: int


# Several currencies are never added, so what was paid in more than one is of unknown cost.
_PAID = f"""
paid as materialized (
  select posting as id, case when min(currency) = max(currency) then sum(amount) end as cost,
         case when min(currency) = max(currency) then min(currency) end as currency
  from ({cost_parts.PARTS}) parts
  group by posting)
"""  # noqa: S608 - constants

_EMPLOYERS = """
e as materialized (
  select id, zone, live_since, cast(:start as date)::timestamp at time zone zone as since,
         (cast(:end as date) + 1)::timestamp at time zone zone as before
  from employer where cast(:employer as bigint) is null or id = :employer)
"""
_SHOWN = """
shown as materialized (
  select p.id, p.employer_id, p.vacancy_id, p.board, p.evidence,
         case when p.published_at < e.since then cast(:start as date)
              else (p.published_at at time zone e.zone)::date end as first,
         case when p.ended_at is null or p.ended_at >= e.before then cast(:end as date)
              else (p.ended_at at time zone e.zone)::date end as last
  from near p join e on e.id = p.employer_id
  where p.published_at < e.before and (p.ended_at is null or p.ended_at >= e.since)
    and (not p.practice or e.live_since is null))
"""
"""The postings that were to be seen in the period, and its days they were: the same as `period_counts.postings`."""

_COUNTED = """
counted as materialized (
  select posting_id as id, sum(value) filter (where metric = 'application' and not ours)::bigint as applications,
         sum(value) filter (where metric = 'click' and ours)::bigint as clicks,
         sum(value) filter (where metric = 'qualified_application' and not ours)::bigint as qualified,
         sum(value) filter (where metric = 'hire' and not ours)::bigint as hires
  from ({facts}) f where metric in ('application', 'click', 'qualified_application', 'hire') group by 1)
"""
_MONTHS = """
select m.posting_id, m.metric, m.ours, m.value from e join posting_month m on m.employer_id = e.id
where m.until >= date_trunc('month', cast(:start as date)) and m.until <= :end
  and m.month >= date_trunc('month', cast(:start as date))
"""
_DAYS = """
select k.posting_id, k.metric, k.origin = 'apply_link' as ours, k.value from e join fact k on k.employer_id = e.id
where k.day between :start and :end and k.until <= :end and k.preferred
"""
# Two steps: ten thousand postings to some groups, and these to a few.
_SUMS = """
with {parts},
small as materialized (
  select {columns}, paid.currency, count(*) as postings,
         count(*) filter (where s.evidence = any(:proving)) as proved,
         max(s.last - s.first + 1) as days, sum(k.applications) as applications, count(k.applications) as known,
         sum(k.clicks) as clicks, sum(k.qualified) as qualified, sum(k.hires) as hires, sum(paid.cost) as cost,
         count(*) filter (where paid.cost is not null and k.applications is not null) as told,
         sum(paid.cost) filter (where k.applications is not null) as both_cost,
         sum(k.applications) filter (where paid.cost is not null) as both_applications
  from shown s {join} left join counted k on k.id = s.id
  group by {names}, currency)
select {cut} as cut, {key} as key, currency, sum(postings)::int as postings, sum(proved)::int as proved,
       max(days) as days, sum(applications)::bigint as applications, sum(known)::int as known,
       coalesce(sum(clicks), 0)::bigint as clicks, sum(qualified)::bigint as qualified, sum(hires)::bigint as hires,
       sum(cost) as cost, sum(told)::int as told, coalesce(sum(both_cost), 0) as both_cost,
       coalesce(sum(both_applications), 0)::bigint as both_applications
from small group by grouping sets ({sets})
"""
_COLUMNS = {
    Cut.BOARD: "s.board",
    Cut.EMPLOYER: "s.employer_id::text as employer",
    Cut.TITLE: "v.title",
    Cut.PLACE: "case when v.remote then 'Remote' else v.town end as place",
}


def _statement(facts: str, join: str, cuts: Iterable[Cut]) -> TextClause:
    parts = ",".join((cost_parts.NEAR, _EMPLOYERS, _SHOWN, _COUNTED.format(facts=facts), _PAID))
    names = list(cuts)
    cut = " ".join(f"when grouping({name}) = 0 then '{name}'" for name in names)
    sets = ", ".join(f"({name}, currency)" for name in names)
    key = f"coalesce({', '.join(names)})"
    columns = ", ".join(_COLUMNS[name] for name in names)
    named = ", ".join(names)
    return text(
        _SUMS.format(parts=parts, join=join, columns=columns, names=named, cut=f"case {cut} end", key=key, sets=sets)
    )


_OF_ALL = "left join paid on paid.id = s.id join vacancy v on v.id = s.vacancy_id"
_OF_PAID = "join paid on paid.id = s.id"
_OF_MONTH = _statement(_MONTHS, _OF_ALL, [Cut.BOARD, Cut.TITLE])
_OF_PLACES = _statement(_MONTHS, _OF_ALL, [Cut.PLACE])
_PAID_OF_MONTHS = _statement(_MONTHS, _OF_PAID, [Cut.BOARD, Cut.EMPLOYER])
_PAID_OF_DAYS = _statement(_DAYS, _OF_PAID, [Cut.BOARD, Cut.EMPLOYER])


def of_month(connection: Connection, start: date, end: date, employer: int, pages: Collection[str]) -> list[Group]:
    """All postings of an employer in a month, which may still run, by board and by title. `pages` are the boards that
    are ours (`boards.registry.pages`).
    """
    return _read(connection, _OF_MONTH, start, end, employer, pages)


def of_places(connection: Connection, start: date, end: date, employer: int) -> list[Group]:
    """The same by place, without what they cost."""
    return _read(connection, _OF_PLACES, start, end, employer, ())


def paid(
    connection: Connection, start: date, end: date, employer: int | None, pages: Collection[str], *, whole: bool
) -> list[Group]:
    """The postings of a period of whose cost something is known, of one employer or all, by board and by employer.

    `whole`: the period is of whole months, or from the first of one until today, and what facts add up to is read in
    place of facts.
    """
    return _read(connection, _PAID_OF_MONTHS if whole else _PAID_OF_DAYS, start, end, employer, pages)


def _read(
    connection: Connection, statement: TextClause, start: date, end: date, employer: int | None, pages: Collection[str]
) -> list[Group]:
    asked = {"start": start, "end": end, "employer": employer, "pages": list(pages), "proving": list(PROVING)}
    return [
        Group(
            Cut(row.cut), row.key, row.currency, row.postings, row.proved, row.days, row.applications, row.known,
            row.clicks, row.qualified, row.hires, row.cost, row.told, row.both_cost, row.both_applications,
        )
        for row in connection.execute(statement, asked)
    ]  # fmt: skip

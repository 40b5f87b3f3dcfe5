"""What the postings of a period brought and cost, added up where they are: a row for each group, not for each posting.

The groups have what `queries.posting_totals` says of each posting, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Collection
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

    Counts are None where they are known of none, or not asked for: `paid` asks for applications only, `of_places` for
    qualified ones and hires. `applications` are known of `known` postings. `days`: the most that one was live for.
    `both`: how many know their cost and their applications, `both_cost` and `both_applications` what these are.
    """

    cut: Cut
    key: str
    currency: str | None
    postings: int
    proved: int
    days: int
    applications: int | None
    known: int
    clicks: int | None
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

_COUNTED = """
e as materialized (select id from employer where cast(:employer as bigint) is null or id = :employer),
counted as materialized (
  select posting_id as id, sum(value) filter (where metric = 'application')::bigint as applications,
         sum(value) filter (where metric = 'click')::bigint as clicks,
         sum(value) filter (where metric = 'qualified_application')::bigint as qualified,
         sum(value) filter (where metric = 'hire')::bigint as hires
  from ({facts}) f
  where {asked} group by 1)
"""
_APPLICATIONS = "metric = 'application' and not ours"
_STAGES = "metric in ('qualified_application', 'hire') and not ours"
_EVERY = f"metric = 'click' and ours or {_APPLICATIONS} or {_STAGES}"
_MONTHS = """
select m.posting_id, m.metric, m.ours, m.value from e join posting_month m on m.employer_id = e.id
where m.until >= date_trunc('month', cast(:start as date)) and m.until <= :end
  and m.month >= date_trunc('month', cast(:start as date))
"""
_DAYS = """
select k.posting_id, k.metric, k.origin = 'apply_link' as ours, k.value from e join fact k on k.employer_id = e.id
where k.day between :start and :end and k.until <= :end and k.preferred
"""
# Ten thousand postings have a few hundred runs of days: what these cost is worked out once for each.
_ALIKE = """
alike as materialized (
  select min(p.id) as id, p.account_id, p.board, p.employer_id, p.first, p.ended, p.due, p.practice{columns},
         count(*)::int as many, count(*) filter (where p.evidence = any(:proving))::int as proved,
         sum(k.applications) as applications, count(k.applications)::int as known, sum(k.clicks) as clicks,
         sum(k.qualified) as qualified, sum(k.hires) as hires
  from live p left join counted k on k.id = p.id {join}
  group by p.account_id, p.board, p.employer_id, p.first, p.ended, p.due, p.practice{names},
           case when p.clicked then p.id end)
"""
_VACANCIES = "left join vacancy v on v.id = p.vacancy_id and p.employer_id = :employer"
_SUMS = """
with {parts}
select {cut} as cut, {key} as key, currency, sum(many)::int as postings, sum(proved)::int as proved,
       max(least(ended, :end) - greatest(first, :start) + 1) as days,
       sum(applications)::bigint as applications, sum(known)::int as known,
       sum(clicks)::bigint as clicks, sum(qualified)::bigint as qualified, sum(hires)::bigint as hires,
       sum(cost * many) as cost, coalesce(sum(known) filter (where cost is not null), 0)::int as told,
       coalesce(sum(cost * known) filter (where known > 0), 0) as both_cost,
       coalesce(sum(applications) filter (where cost is not null), 0)::bigint as both_applications
from alike {paid}
where not practice and (cast(:employer as bigint) is null or employer_id = :employer)
group by grouping sets ({sets})
"""
_COLUMNS = {Cut.BOARD: "board", Cut.EMPLOYER: "employer_id", Cut.TITLE: "title", Cut.PLACE: "place"}
_OF_VACANCY = {Cut.TITLE: "v.title", Cut.PLACE: "case when v.remote then 'Remote' else v.town end"}


def _statement(facts: str, asked: str, paid: str, cuts: Collection[Cut]) -> TextClause:
    columns = {cut: _COLUMNS[cut] for cut in cuts}
    of_vacancy = {columns[cut]: _OF_VACANCY[cut] for cut in cuts if cut in _OF_VACANCY}
    alike = _ALIKE.format(
        columns="".join(f", {expression} as {name}" for name, expression in of_vacancy.items()),
        names="".join(f", {expression}" for expression in of_vacancy.values()),
        join=_VACANCIES if of_vacancy else "",
    )
    cut = " ".join(f"when grouping({name}) = 0 then '{each}'" for each, name in columns.items())
    return text(
        _SUMS.format(
            parts=",".join((cost_parts.LIVE, _COUNTED.format(facts=facts, asked=asked), alike, _PAID)),
            cut=f"case {cut} end",
            key=f"coalesce({', '.join(f'{name}::text' for name in columns.values())})",
            paid=paid,
            sets=", ".join(f"({name}, currency)" for name in columns.values()),
        )
    )


_OF_PAID = "join paid using (id)"
_OF_ALL = "left join paid using (id)"
_UNPAID = "cross join (select cast(null as text) as currency, cast(null as numeric) as cost) unpaid"
_OF_MONTH = _statement(_MONTHS, _EVERY, _OF_ALL, [Cut.BOARD, Cut.TITLE])
_OF_PLACES = _statement(_MONTHS, _STAGES, _UNPAID, [Cut.PLACE])
_PAID_OF_MONTHS = _statement(_MONTHS, _APPLICATIONS, _OF_PAID, [Cut.BOARD, Cut.EMPLOYER])
_PAID_OF_DAYS = _statement(_DAYS, _APPLICATIONS, _OF_PAID, [Cut.BOARD, Cut.EMPLOYER])


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

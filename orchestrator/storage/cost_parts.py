"""What each posting cost in a period: by charges to its account, else by its price. The one place that says it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, text

from . import charges, price_parts


@dataclass(frozen=True, slots=True)
class Part:
    """What a posting cost within a period. On a page of our own it is 0 and has no currency."""

    posting: int
    board: str
    currency: str
    amount: Decimal


LIVE = f"""
agreed as materialized ({price_parts.AGREED}),
midnights as materialized (
  select zone, array(select (d - interval '1 microsecond') at time zone zone + interval '1 microsecond'
                     from generate_series(cast(:start as timestamp), cast(:end as timestamp) + interval '1 day',
                                          interval '1 day') d) as each
  from (select distinct zone from employer) zones),
whose as materialized (
  select e.id, e.zone, e.live_since, m.each from employer e join midnights m on m.zone = e.zone),
live as (
  select p.id, p.employer_id, p.vacancy_id, p.account_id, p.board, p.evidence, a.clicked,
         p.practice and e.live_since is not null as practice,
         case when a.spread then (p.published_at at time zone e.zone)::date
              else cast(:start as date) - 1 + width_bucket(p.published_at, e.each) end as first,
         case when a.spread then (p.ended_at at time zone e.zone)::date
              else cast(:start as date) - 1 + width_bucket(p.ended_at, e.each) end as ended,
         case when a.spread then (p.ends_at at time zone e.zone)::date end as due
  from posting p join whose e on e.id = p.employer_id
  left join (select account_id, bool_or(basis = 'posting') as spread, bool_or(basis = 'click') as clicked
             from agreed group by account_id) a on a.account_id = p.account_id
  where p.published_at is not null
    and (p.ended_at is null or p.ended_at > cast(:start as date) - 3 and p.ended_at < 'infinity')
    and p.published_at < e.each[cardinality(e.each)] and (p.ended_at is null or p.ended_at >= e.each[1]))
"""  # noqa: S608 - constants
"""The postings that were to be seen in the period, in the days of their employers' zones.

An index finds what ended within three days before the period or later, which is enough for any zone; no index knows
the days of a zone. It is asked for a span, because a planner that does not know the day takes what is after it for a
third of all, and a span for few. Days are found among a zone's midnights, which is several times quicker than to
convert each moment: a `first` or `ended` outside the period is then the day next to it. Only where a price is spread
over all days that a posting runs are they converted, and `due` known. A midnight is where the day before ends, as a
clock that is set may show 0:00 twice, or never.
"""
PARTS = f"""
select * from ({charges.PARTS}) of_charges union all select * from ({price_parts.PARTS}) of_prices
union all select * from ({price_parts.FREE}) free
"""  # noqa: S608 - constants
"""A row as `Part` for each row of `alike`, a statement that comes before it and `LIVE`: one posting, or `many` of one
account, board and employer with the same days, under the `id` of one of them, that each cost the same. What is unknown
is missing. `:pages`: the boards that are ours.

Postings that are paid for by clicks are never many: each has its own.
"""
_PARTS = text(f"""
with {LIVE},
alike as materialized (
  select id, account_id, board, employer_id, first, ended, due, 1 as many from live)
{PARTS}
""")  # noqa: S608 - constants


def parts(connection: Connection, start: date, end: date, employer: int | None, pages: Collection[str]) -> list[Part]:
    """What each posting cost in the period, both days included, of one employer or all; what is unknown is missing.

    `pages` are the boards that are ours (`boards.registry.pages`).
    """
    given = {"start": start, "end": end, "employer": employer, "pages": list(pages)}
    return [Part(**row._asdict()) for row in connection.execute(_PARTS, given)]

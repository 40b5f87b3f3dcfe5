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


NEAR = """
near as materialized (
  select id, employer_id, vacancy_id, account_id, board, practice, evidence, published_at, ended_at, ends_at
  from posting where published_at < cast(:end as date) + 3
    and (ended_at is null or ended_at > cast(:start as date) - 3))
"""
"""The postings a period may have seen: what ended three days before it, or began three after it, is outside in any
zone. An index finds them, which no zone's own days can be asked of."""
PARTS = f"""
select * from ({charges.PARTS}) of_charges union all select * from ({price_parts.PARTS}) of_prices
union all select * from ({price_parts.FREE}) free
"""  # noqa: S608 - constants
"""A row as `Part`; reads `NEAR`. What is unknown is missing. `:pages`: the boards that are ours."""
_PARTS = text(f"with {NEAR} {PARTS}")


def parts(connection: Connection, start: date, end: date, employer: int | None, pages: Collection[str]) -> list[Part]:
    """What each posting cost in the period, both days included, of one employer or all; what is unknown is missing.

    `pages` are the boards that are ours (`boards.registry.pages`).
    """
    given = {"start": start, "end": end, "employer": employer, "pages": list(pages)}
    return [Part(**row._asdict()) for row in connection.execute(_PARTS, given)]

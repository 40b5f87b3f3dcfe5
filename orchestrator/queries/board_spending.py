"""What the postings of each board cost in a period, and what an application there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from orchestrator.statistics.cost import Cost, cost_per_application
from orchestrator.storage import period_sums
from orchestrator.storage.period_sums import Group

from .added import added
from .report import whole_months


@dataclass(frozen=True, slots=True)
class Spent:
    """`cost` of `known` of `of` postings, in `currency`. `each`: per application, over `divided` postings only."""

    cost: Decimal | None
    currency: str
    known: int
    of: int
    each: Cost | None
    divided: int


def by_board(connection: Connection, start: date, end: date, employer: int | None) -> dict[str, Spent]:
    """The boards that something was paid for in the period, both days included, of one employer or all."""
    whole = whole_months(connection, start, end)
    groups: dict[str, list[Group]] = {}
    for each in period_sums.paid_by_board(connection, start, end, employer, whole=whole):
        groups.setdefault(each.key, []).append(each)
    return {board: _spent(some) for board, some in groups.items()}


def _spent(groups: Sequence[Group]) -> Spent:
    """Unknown where they were paid in several currencies."""
    sums = added(groups)
    known = sum(each.postings for each in sums.paid.values())
    if len(sums.paid) != 1:
        return Spent(None, "", known, sums.postings, None, 0)
    ((currency, paid),) = sums.paid.items()
    each = cost_per_application(float(paid.both_cost), paid.applications) if paid.both else None
    return Spent(paid.cost, currency, known, sums.postings, each, paid.both)

"""Statements about what boards cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, func, select, update

from .tables import board_account, charge


@dataclass(frozen=True, slots=True)
class Charge:
    """A sum paid to one board account for the days from `first_day` to `last_day`."""

    id: int
    account_id: int
    account: str
    board: str
    employer_id: int | None
    first_day: date
    last_day: date
    amount: Decimal
    currency: str
    note: str
    entered_by: str
    created_at: datetime
    revoked_at: datetime | None


# A charge is spread evenly over its days; its part of the period is shared by live days. All employers' postings of
# a shared account take their part, so that one employer's report adds up with the others'.
PARTS = """
with c as (
  select id, account_id, currency, greatest(first_day, :start) as first, least(last_day, :end) as last,
         amount * (least(last_day, :end) - greatest(first_day, :start) + 1) / (last_day - first_day + 1) as amount
  from charge where revoked_at is null and first_day <= :end and last_day >= :start),
p as (
  select c.id as charge, c.amount, c.currency, p.id as posting, p.board, p.employer_id, p.many,
         least(c.last, coalesce(p.ended, c.last)) - greatest(c.first, p.first) + 1 as days
  from c join alike p on p.account_id = c.account_id),
w as (select *, sum(days * many) over (partition by charge) as of from p where days > 0)
select posting, board, currency, round(sum(amount * days / of), 4) as amount from w
where cast(:employer as bigint) is null or employer_id = :employer group by 1, 2, 3
"""
"""Reads `alike`, of which `cost_parts.PARTS` says what it is."""


def add(
    connection: Connection, account: int, days: tuple[date, date], amount: Decimal, currency: str, note: str, actor: str
) -> int:
    """Enter a charge; returns its id."""
    values = {
        "account_id": account,
        "first_day": days[0],
        "last_day": days[1],
        "amount": amount,
        "currency": currency,
        "note": note,
        "entered_by": actor,
    }
    found: int = connection.execute(charge.insert().values(**values).returning(charge.c.id)).scalar_one()
    return found


def revoke(connection: Connection, id: int, actor: str) -> bool:
    """Take a charge out of all reports; False where it was already, or does not exist."""
    open_ = update(charge).where(charge.c.id == id, charge.c.revoked_at.is_(None))
    return connection.execute(open_.values(revoked_at=func.now(), revoked_by=actor)).rowcount == 1


def listed(connection: Connection, employer: int | None, ids: Sequence[int] = ()) -> list[Charge]:
    """Charges of an employer's accounts and the shared ones, or of all; the newest first. `ids` narrows."""
    a = board_account.c
    query = (
        select(charge, a.label.label("account"), a.board, a.employer_id)
        .join(board_account, a.id == charge.c.account_id)
        .order_by(charge.c.first_day.desc(), charge.c.id.desc())
        .limit(500)
    )
    if employer is not None:
        query = query.where(a.employer_id.is_(None) | (a.employer_id == employer))
    if ids:
        query = query.where(charge.c.id.in_(ids))
    names = Charge.__dataclass_fields__
    return [
        Charge(**{name: value for name, value in row._asdict().items() if name in names})
        for row in connection.execute(query)
    ]

"""Statements about prices and credits of board accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from orchestrator.domain.credit import CreditKind
from orchestrator.domain.price import Basis, Price

from .tables import credit, price


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the book. `units` as entered."""

    at: datetime
    kind: CreditKind
    units: int
    note: str
    entered_by: str


def prices(connection: Connection, accounts: Sequence[int], day: date) -> Mapping[int, Price]:
    """The price in force on a day, by account; an account without one has none."""
    p = price.c
    rows = connection.execute(
        select(price)
        .ext(distinct_on(p.account_id))
        .where(p.account_id.in_(accounts), p.first_day <= day, or_(p.last_day.is_(None), p.last_day >= day))
        .order_by(p.account_id, p.first_day.desc(), p.id.desc())
    )
    return {row.account_id: _price(row) for row in rows}


def _price(row: Row[Any]) -> Price:
    return Price(row.account_id, Basis(row.basis), row.amount, row.currency, row.units, row.first_day, row.last_day)


def add_price(connection: Connection, entered: Price, actor: str) -> None:
    """From its first day on it takes the place of the one before."""
    values = {name: getattr(entered, name) for name in Price.__dataclass_fields__} | {"entered_by": actor}
    connection.execute(price.insert().values(**values))


def add_credit(connection: Connection, account: int, kind: CreditKind, units: int, note: str, actor: str) -> None:
    """A line of the book, now."""
    connection.execute(credit.insert().values(account_id=account, kind=kind, units=units, note=note, entered_by=actor))


def entries(connection: Connection, account: int, most: int = 100) -> list[Entry]:
    """The book of an account, newest first."""
    rows = connection.execute(
        select(credit)
        .where(credit.c.account_id == account)
        .order_by(credit.c.at.desc(), credit.c.id.desc())
        .limit(most)
    )
    return [Entry(row.at, CreditKind(row.kind), row.units, row.note, row.entered_by) for row in rows]


def stated(connection: Connection, account: int) -> tuple[datetime, int] | None:
    """The newest figure of the board's own, and when it was."""
    row = connection.execute(
        select(credit.c.at, credit.c.units)
        .where(credit.c.account_id == account, credit.c.kind == CreditKind.STATED)
        .order_by(credit.c.at.desc(), credit.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else (row.at, row.units)

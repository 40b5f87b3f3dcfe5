"""Statements about frozen reports and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from .tables import edition, person, report_comment


@dataclass(frozen=True, slots=True)
class Edition:
    """A frozen report. `content` is what `reporting.freeze` made."""

    id: int
    employer_id: int
    month: date
    number: int
    content: Mapping[str, Any]
    snapshot: str
    made_by: str
    made_at: datetime


def of_month(connection: Connection, employer: int, month: date) -> list[Edition]:
    """The editions of a month, the newest first."""
    e = edition.c
    query = (
        select(edition, func.coalesce(func.nullif(person.c.full_name, ""), e.made_by).label("maker"))
        .outerjoin(person, person.c.name == e.made_by)
        .where(e.employer_id == employer, e.month == month)
        .order_by(e.number.desc())
    )
    return [
        Edition(r.id, r.employer_id, r.month, r.number, r.content, r.snapshot, r.maker, r.made_at)
        for r in connection.execute(query)
    ]


def months(connection: Connection, employer: int) -> list[date]:
    """Months that have an edition, the newest first."""
    query = select(edition.c.month).where(edition.c.employer_id == employer).distinct()
    return sorted(connection.execute(query).scalars(), reverse=True)


def add(connection: Connection, employer: int, month: date, number: int, content: Mapping[str, Any], by: str) -> int:
    """Freeze an edition; returns its id. IntegrityError where the number is taken meanwhile."""
    values = {
        "employer_id": employer,
        "month": month,
        "number": number,
        "content": dict(content),
        "snapshot": content["snapshot"],
        "made_by": by,
    }
    found: int = connection.execute(edition.insert().values(**values).returning(edition.c.id)).scalar_one()
    return found


def comment(connection: Connection, employer: int, month: date, said: str, by: str) -> None:
    """Append what somebody says of a month."""
    connection.execute(report_comment.insert().values(employer_id=employer, month=month, said=said, said_by=by))

"""Looks at scheduled postings before their time: rows and statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from orchestrator.domain.posting import Presence, Wish

from .tables import lookahead, posting

c, p = lookahead.c, posting.c
WAITING = (p.ended_at.is_(None)) & (p.wish == Wish.LIVE) & (p.presence == Presence.ABSENT) & p.cause.is_(None)


def due(connection: Connection, hours: int, most: int) -> list[Row[Any]]:
    """Scheduled postings that start within `hours` and have to be looked at (again), soonest first."""
    ahead = func.now() + timedelta(hours=hours)
    rows = connection.execute(
        select(posting)
        .outerjoin(lookahead, c.posting_id == p.id)
        .where(WAITING, p.starts_at > func.now(), p.starts_at <= ahead)
        .where(or_(c.hours.is_(None), c.hours > hours, c.starts_at != p.starts_at, c.problems != []))
        .order_by(p.starts_at, p.id)
        .limit(most)
    )
    return list(rows)


def keep(connection: Connection, row: Row[Any], hours: int, problems: Sequence[str]) -> None:
    """What was found of one posting; empty where nothing stands in its way."""
    values = {"hours": hours, "problems": list(problems), "starts_at": row.starts_at}
    written = insert(lookahead).values(posting_id=row.id, employer_id=row.employer_id, **values)
    connection.execute(
        written.on_conflict_do_update(index_elements=["posting_id"], set_={**values, "looked_at": func.now()})
    )


def drop_sent(connection: Connection) -> None:
    """Forget those that are not waiting any more."""
    waiting = select(p.id).where(WAITING)
    connection.execute(delete(lookahead).where(c.posting_id.not_in(waiting)))


def stopped(connection: Connection, employer: int | None, until: datetime) -> list[tuple[int, tuple[str, ...]]]:
    """Scheduled postings that will fail, with why, soonest first."""
    query = (
        select(p.id, c.problems)
        .join(posting, p.id == c.posting_id)
        .where(WAITING, c.problems != [], p.starts_at < until)
        .order_by(p.starts_at, p.id)
    )
    if employer is not None:
        query = query.where(c.employer_id == employer)
    return [(row.id, tuple(row.problems)) for row in connection.execute(query)]


def waiting(connection: Connection, employer: int | None, until: datetime) -> int:
    """How many go out until then."""
    query = select(func.count()).where(WAITING, p.starts_at > func.now(), p.starts_at < until)
    if employer is not None:
        query = query.where(p.employer_id == employer)
    return int(connection.execute(query).scalar_one())

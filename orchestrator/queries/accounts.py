"""Board accounts: how they do, and what is open on them. Never their secrets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from orchestrator.domain.health import Lane
from orchestrator.storage import tables as t

from .postings import a, f, p

VISITS = 20


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `employer` is empty for one that all employers share."""

    id: int
    employer_id: int | None
    employer: str
    board: str
    label: str
    settings: Mapping[str, str]
    lane: Lane
    tested_at: datetime | None
    test_result: str
    feed_token: str | None
    hook_token: str | None
    fetched_at: datetime | None
    open: int
    needs: int
    due: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One fetch of a feed."""

    at: datetime
    agent: str
    status: int
    complete: bool


def accounts(connection: Connection, employer: int | None) -> list[Account]:
    """The accounts an employer can use, shared ones included; None: all. By board and name."""
    query = _select().order_by(a.board, a.label)
    if employer is not None:
        query = query.where(a.employer_id.is_(None) | (a.employer_id == employer))
    return [_account(row) for row in connection.execute(query)]


def account(connection: Connection, id: int) -> Account | None:
    """One account; None when there is none."""
    row = connection.execute(_select().where(a.id == id)).one_or_none()
    return _account(row) if row else None


def visits(connection: Connection, id: int) -> list[Visit]:
    """The newest fetches of an account's feed."""
    w = t.visit.c
    rows = connection.execute(
        select(w.at, w.agent, w.status, w.complete).where(w.account_id == id).order_by(w.at.desc()).limit(VISITS)
    )
    return [Visit(row.at, row.agent, row.status, row.complete) for row in rows]


def lane_of(row: Row[Any]) -> Lane:
    """The queue's columns of a row of `board_account`."""
    return Lane(
        row.practice,
        row.paused_at,
        row.paused_by,
        row.pause_reason,
        row.blocked_until,
        row.blocked_reason,
        row.timeouts,
    )


def _select() -> Any:
    number = (
        select(p.account_id, func.count().label("open"), func.count(p.cause).label("needs"))
        .where(p.ended_at.is_(None))
        .group_by(p.account_id)
        .subquery()
    )
    due = (
        select(p.account_id, func.count().label("due"))
        .join(t.due, t.due.c.posting_id == p.id)
        .where(p.ended_at.is_(None), t.due.c.act_at <= func.now())
        .group_by(p.account_id)
        .subquery()
    )
    return (
        select(
            t.board_account,
            t.employer.c.name.label("employer"),
            f.fetched_at,
            number.c.open,
            number.c.needs,
            due.c.due,
        )
        .outerjoin(t.employer, t.employer.c.id == a.employer_id)
        .outerjoin(t.feed, f.account_id == a.id)
        .outerjoin(number, number.c.account_id == a.id)
        .outerjoin(due, due.c.account_id == a.id)
        .where(a.archived_at.is_(None))
    )


def _account(row: Row[Any]) -> Account:
    return Account(
        row.id,
        row.employer_id,
        row.employer or "",
        row.board,
        row.label,
        row.settings,
        lane_of(row),
        row.tested_at,
        row.test_result,
        row.feed_token,
        row.hook_token,
        row.fetched_at,
        row.open or 0,
        row.needs or 0,
        row.due or 0,
    )

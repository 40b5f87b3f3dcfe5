"""Which postings are compared with their board: those that should show, and those that ended a short while ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select, update

from orchestrator.domain.receipt import Evidence

from .in_hand import in_hand
from .tables import board_account, due, posting

ENDED_FOR = timedelta(days=14)
"""Adverts that come back do so within days of their end."""
SETTLED = timedelta(minutes=10)
"""What changed more recently may not be on the board's list yet; a longer `find_lag` is added."""

p, a = posting.c, board_account.c


def next_account(connection: Connection, boards: list[str], every: timedelta) -> Row[Any] | None:
    """The account compared longest ago, marked as compared now, so that two at once take two. None: all are done."""
    due = or_(a.reconciled_at.is_(None), a.reconciled_at < func.now() - every)
    free = and_(a.paused_at.is_(None), a.archived_at.is_(None), a.blocked_until <= func.now())
    id = connection.execute(
        select(a.id)
        .where(a.board.in_(boards), due, free)
        .order_by(a.reconciled_at.nulls_first(), a.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar()
    if id is None:
        return None
    return connection.execute(
        update(board_account).where(a.id == id).values(reconciled_at=func.now()).returning(board_account)
    ).one()


def postings(connection: Connection, account: int, lag: timedelta) -> list[Row[Any]]:
    """Postings of an account that its board's list can be compared with."""
    return list(connection.execute(_comparable(account, lag).order_by(p.id)))


def to_look_at(connection: Connection, account: int, most: int) -> list[Row[Any]]:
    """At most so many postings nobody has looked at for a day, those waiting longest first; the live ones are mostly
    looked at by delivery, those that have ended by nobody else.
    """
    seen = func.coalesce(p.checked_at, p.ended_at, p.published_at)
    query = _comparable(account, timedelta(0)).where(p.external_id.is_not(None), seen < func.now() - timedelta(days=1))
    return list(connection.execute(query.order_by(seen, p.id).limit(most)))


def _comparable(account: int, lag: timedelta) -> Select[Any]:
    """Neither in work nor just changed; over, only for as long as adverts come back."""
    still = func.now() - (SETTLED + lag)
    over = and_(p.ended_at > func.now() - ENDED_FOR, p.ended_at < still, p.published_at.is_not(None))
    runs = and_(p.ended_at.is_(None), or_(p.wish == "closed", p.ends_at.is_(None), p.ends_at > func.now()))
    return in_hand().where(
        p.account_id == account,
        due.c.claimed.is_(False),
        p.phase == "waiting",
        p.intended_at.is_(None),
        or_(over, runs),
        or_(p.published_at.is_(None), p.published_at < still),
    )


def agreed(connection: Connection, account: int, ids: Sequence[int], evidence: Evidence) -> None:
    """These are as they should be, seen just now: that is newer evidence than we had."""
    connection.execute(select(a.id).where(a.id == account).with_for_update())
    connection.execute(
        update(posting)
        .where(p.id.in_(ids), p.phase == "waiting", p.intended_at.is_(None), p.presence.in_(("live", "gone")))
        .values(checked_at=func.now(), evidence=evidence)
    )


def debit(connection: Connection, account: int, calls: int) -> None:
    """Pay for calls with the account's tokens, which may fall below zero: what is due then waits its turn."""
    available = func.least(a.burst, a.tokens + a.rate * func.extract("epoch", func.now() - a.tokens_at))
    connection.execute(
        update(board_account).where(a.id == account).values(tokens=available - calls, tokens_at=func.now())
    )

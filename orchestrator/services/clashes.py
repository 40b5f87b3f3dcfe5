"""Two routes to one audience, ours or another system's, or the same place twice: found before anything is sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from orchestrator.boards.registry import Registry
from orchestrator.domain.errors import Reason
from orchestrator.domain.posting import Presence
from orchestrator.storage import tables as t

from .orders import Order, Span


def clashes(
    connection: Connection,
    registry: Registry,
    orders: Sequence[Order],
    when: Span | None = None,
    leaving: Collection[int] = (),
) -> list[tuple[Order, Reason]]:
    """Which of `orders` must not go out beside what is open already, or beside an earlier one, and why.

    What is to end before `when` begins, or to begin after it ends, is not beside it.
    `leaving`: postings that are open still and are closed, or moved, before these go out, or may stand beside them.
    """
    p = t.posting.c
    query = select(p.vacancy_id, p.account_id, p.board, p.board_reference).where(
        p.vacancy_id.in_([order.vacancy.id for order in orders]), p.ended_at.is_(None), p.id.not_in(leaving)
    )
    if when is not None:
        query = query.where(p.ends_at.is_(None) | (p.ends_at > when.starts_at))
        if when.ends_at is not None:
            query = query.where((p.presence != Presence.ABSENT) | (p.starts_at < when.ends_at))
    rows = connection.execute(query).all()
    taken = [(row.vacancy_id, row.account_id, row.board, f"posting {row.board_reference}") for row in rows]
    elsewhere = _elsewhere(connection, {order.employer.id for order in orders})
    found: list[tuple[Order, Reason]] = []
    for order in orders:
        adapter = registry[order.account.board]
        if by := elsewhere.get((order.employer.id, adapter.audience)):
            words = f"{by} sends to {adapter.audience} already; switch that off, or leave {adapter.label} out"
            found.append((order, order.reason(Reason("board", words))))
            continue
        for vacancy_id, account_id, board, what in taken:
            if vacancy_id != order.vacancy.id:
                continue
            other = registry[board]
            if account_id == order.account.id:
                reason = Reason("board", f"{what} is open there already; edit that one, or withdraw it first")
            elif adapter.audience and other.audience == adapter.audience:
                reason = Reason("board", f"{what} on {other.label} reaches the same candidates; choose one of the two")
            elif other.name in adapter.excludes or adapter.name in other.excludes:
                reason = Reason("board", f"{adapter.label} does not allow {other.label} beside it ({what})")
            else:
                continue
            found.append((order, order.reason(reason)))
        taken.append((order.vacancy.id, order.account.id, order.account.board, "another posting of this order"))
    return found


def _elsewhere(connection: Connection, employers: Collection[int]) -> dict[tuple[int, str], str]:
    """Which system of an employer's reaches an audience already."""
    c = t.other_route.c
    rows = connection.execute(select(c.employer_id, c.audience, c.by).where(c.employer_id.in_(employers)))
    return {(row.employer_id, row.audience): row.by for row in rows}

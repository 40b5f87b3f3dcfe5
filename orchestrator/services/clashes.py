"""Two routes to one audience, or the same place twice: found before anything is sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from orchestrator.boards.registry import Registry
from orchestrator.domain.errors import Reason
from orchestrator.storage import tables as t

from .orders import Order


def clashes(
    connection: Connection, registry: Registry, orders: Sequence[Order], leaving: Collection[int] = ()
) -> list[tuple[Order, Reason]]:
    """Which of `orders` must not go out beside what is open already, or beside an earlier one, and why.

    `leaving`: postings that are open still and are closed before these go out.
    """
    rows = connection.execute(
        select(t.posting.c.vacancy_id, t.posting.c.account_id, t.posting.c.board, t.posting.c.board_reference,
               t.posting.c.wording_id)
        .where(t.posting.c.vacancy_id.in_([order.vacancy.id for order in orders]), t.posting.c.ended_at.is_(None),
               t.posting.c.id.not_in(leaving))
    ).all()  # fmt: skip
    taken = [(row.vacancy_id, row.account_id, row.board, f"posting {row.board_reference}") for row in rows]
    found: list[tuple[Order, Reason]] = []
    for order in orders:
        adapter = registry[order.account.board]
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

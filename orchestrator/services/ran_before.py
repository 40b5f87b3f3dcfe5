"""Postings that ended: the same again at the same place is their next generation, and is posted from there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from orchestrator.domain.errors import Reason
from orchestrator.storage import tables as t
from orchestrator.storage.any_of import any_of

from .orders import Order


def ran_before(connection: Connection, orders: Sequence[Order]) -> list[tuple[Order, Reason]]:
    """Which of `orders` were posted before with the same wording, and have ended."""
    p = t.posting.c
    wanted = {(each.vacancy.id, each.wording.id, each.facts.place.label, each.account.id): each for each in orders}
    rows = connection.execute(
        select(p.vacancy_id, p.wording_id, p.place, p.account_id, p.board_reference)
        .where(p.vacancy_id == any_of(each.vacancy.id for each in orders))
        .where(p.wording_id == any_of(each.wording.id for each in orders), p.ended_at.is_not(None))
        .order_by(p.id)
    )
    found = {tuple(row[:4]): row.board_reference for row in rows}
    return [
        (order, order.reason(Reason("board", f"{found[key]} ran there and has ended; open it and choose Post again")))
        for key, order in wanted.items()
        if key in found
    ]

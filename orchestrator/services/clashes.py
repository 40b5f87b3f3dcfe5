"""Two routes to one audience, ours or another system's, or the same place twice: found before anything is sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from orchestrator.boards.registry import Registry
from orchestrator.domain.errors import Reason
from orchestrator.domain.posting import Presence
from orchestrator.storage import tables as t
from orchestrator.storage.any_of import any_of

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
    return clashes_of(connection, registry, [(orders, when)], leaving)


def clashes_of(
    connection: Connection,
    registry: Registry,
    groups: Sequence[tuple[Sequence[Order], Span | None]],
    leaving: Collection[int] = (),
) -> list[tuple[Order, Reason]]:
    """The same of several groups of orders, each with its time, that know nothing of each other."""
    every = [order for orders, _ in groups for order in orders]
    open_ = _open(connection, {order.vacancy.id for order in every}, leaving)
    elsewhere = _elsewhere(connection, {order.employer.id for order in every})
    return [
        each
        for orders, when in groups
        for each in _clashing(registry, orders, [row for row in open_ if _beside(row, when)], elsewhere)
    ]


def _clashing(
    registry: Registry, orders: Sequence[Order], rows: Sequence[Row[Any]], elsewhere: Mapping[tuple[int, str], str]
) -> list[tuple[Order, Reason]]:
    taken: dict[int, list[tuple[int, str, str]]] = {}
    for row in rows:
        taken.setdefault(row.vacancy_id, []).append((row.account_id, row.board, f"posting {row.board_reference}"))
    found: list[tuple[Order, Reason]] = []
    for order in orders:
        adapter = registry[order.account.board]
        if by := elsewhere.get((order.employer.id, adapter.audience)):
            words = f"{by} sends to {adapter.audience} already; switch that off, or leave {adapter.label} out"
            found.append((order, order.reason(Reason("board", words))))
            continue
        beside = taken.setdefault(order.vacancy.id, [])
        for account_id, board, what in beside:
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
        beside.append((order.account.id, order.account.board, "another posting of this order"))
    return found


def _open(connection: Connection, vacancies: Collection[int], leaving: Collection[int]) -> Sequence[Row[Any]]:
    p = t.posting.c
    columns = p.vacancy_id, p.account_id, p.board, p.board_reference, p.presence, p.starts_at, p.ends_at
    query: Select[Any] = select(*columns).where(
        p.vacancy_id == any_of(vacancies), p.ended_at.is_(None), p.id.not_in(leaving)
    )
    return connection.execute(query).all()


def _beside(row: Row[Any], when: Span | None) -> bool:
    """Whether an open posting runs within that time; without one, in any case."""
    if when is None:
        return True
    if row.ends_at is not None and row.ends_at <= when.starts_at:
        return False
    return when.ends_at is None or row.presence != Presence.ABSENT or row.starts_at < when.ends_at


def _elsewhere(connection: Connection, employers: Collection[int]) -> dict[tuple[int, str], str]:
    """Which system of an employer's reaches an audience already."""
    c = t.other_route.c
    rows = connection.execute(select(c.employer_id, c.audience, c.by).where(c.employer_id.in_(employers)))
    return {(row.employer_id, row.audience): row.by for row in rows}

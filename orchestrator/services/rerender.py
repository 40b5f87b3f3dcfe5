"""Render a posting anew from its advert and vacancy as they are now, or under other dates."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, select

from orchestrator.boards.field import Need
from orchestrator.callboard import Callboard
from orchestrator.domain.override import Override
from orchestrator.storage import overrides, postings
from orchestrator.storage import tables as t

from . import orders
from .orders import Order, Rendered, Span
from .publish import keep, link


def order_of(connection: Connection, row: Row[Any], fixed: Collection[str] = ()) -> Order:
    """The order a posting came from, with today's advert, vacancy and account.

    The board's own fields are as they were sent, but for those that the wording says for this board; `fixed` ones stay.
    """

    def one(table: Any, id: int) -> Row[Any]:
        return connection.execute(select(table).where(table.c.id == id)).one()

    used = connection.execute(
        select(t.variant.c.fields).where(
            t.variant.c.vacancy_id == row.vacancy_id, t.variant.c.board == row.board, t.variant.c.content == row.content
        )
    ).scalar()
    own = overrides.of_wording(connection, row.wording_id).get(row.board, Override())
    return Order(
        one(t.vacancy, row.vacancy_id),
        one(t.wording, row.wording_id),
        one(t.board_account, row.account_id),
        one(t.employer, row.employer_id),
        {**(used or {}), **{name: value for name, value in own.fields if name not in fixed}},
        own,
    )


def span_of(row: Row[Any]) -> Span:
    """When the posting runs."""
    return Span(row.starts_at, row.starts_local, row.ends_at, row.ends_local, row.zone)


def look(callboard: Callboard, connection: Connection, row: Row[Any], span: Span | None = None) -> Rendered:
    """Render and store nothing. Raises Refused as rendering does."""
    known = callboard.registry[row.board].fields if row.published_at is not None else ()
    order = order_of(connection, row, [each.name for each in known if each.need is Need.IMMUTABLE])
    number = int(row.reference.rpartition(".")[2])
    token = connection.execute(select(t.apply_link.c.token).where(t.apply_link.c.posting_id == row.id)).scalar_one()
    return orders.render(callboard, order, span or span_of(row), number, row.generation, link(callboard, token))


def rerender(callboard: Callboard, connection: Connection, row: Row[Any], span: Span | None = None) -> Rendered:
    """Render and store; the posting itself is not changed. Raises Refused as rendering does."""
    rendered = look(callboard, connection, row, span)
    keep(connection, rendered)
    postings.keep_body(connection, row.id, rendered.variant.content, rendered.body)
    return rendered

"""Render a posting anew from its advert and vacancy as they are now, or under other dates."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select, tuple_

from orchestrator.boards.field import Need
from orchestrator.callboard import Callboard
from orchestrator.domain.override import Override
from orchestrator.storage import overrides, postings
from orchestrator.storage import tables as t
from orchestrator.storage.adverts import wording_of
from orchestrator.storage.vacancies import facts_of

from . import orders
from .orders import Order, Rendered, Span
from .publish import keep, link


def order_of(connection: Connection, row: Row[Any]) -> Order:
    """The order a posting came from, with today's advert, vacancy and account; the board's fields as that says."""
    return told(orders_of(connection, [row])[row.id])


def told(order: Order, fixed: Collection[str] = ()) -> Order:
    """With what the wording says of the board's own fields; `fixed` ones stay as they were sent."""
    said = {name: value for name, value in order.own.fields if name not in fixed}
    return replace(order, fields={**order.fields, **said})


def orders_of(connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, Order]:
    """The same of several postings, with the board's fields as they were sent, in as many statements as of one."""

    def these(table: Any, column: str) -> dict[int, Row[Any]]:
        ids = {getattr(row, column) for row in rows}
        return {found.id: found for found in connection.execute(select(table).where(table.c.id.in_(ids)))}

    x = t.variant.c
    keys = {row.id: (row.vacancy_id, row.board, row.content) for row in rows}
    used = connection.execute(
        select(x.vacancy_id, x.board, x.content, x.fields).where(
            tuple_(x.vacancy_id, x.board, x.content).in_(list(set(keys.values())))
        )
    )
    fields = {(each.vacancy_id, each.board, each.content): each.fields for each in used}
    vacancies, wordings = these(t.vacancy, "vacancy_id"), these(t.wording, "wording_id")
    facts = {id: facts_of(found) for id, found in vacancies.items()}
    accounts, employers = these(t.board_account, "account_id"), these(t.employer, "employer_id")
    own = overrides.of_wordings(connection, wordings)
    words = {row.id: own.get((row.wording_id, row.board), Override()) for row in rows}
    return {
        row.id: Order(
            vacancies[row.vacancy_id],
            facts[row.vacancy_id],
            wordings[row.wording_id],
            accounts[row.account_id],
            employers[row.employer_id],
            fields.get(keys[row.id], {}),
            words[row.id].over(wording_of(wordings[row.wording_id])),
            words[row.id],
        )
        for row in rows
    }


def span_of(row: Row[Any]) -> Span:
    """When the posting runs."""
    return Span(row.starts_at, row.starts_local, row.ends_at, row.ends_local, row.zone)


def look(callboard: Callboard, connection: Connection, row: Row[Any], span: Span | None = None) -> Rendered:
    """Render and store nothing. Raises Refused as rendering does."""
    return again(callboard, row, orders_of(connection, [row])[row.id], tokens(connection, [row.id])[row.id], span)


def tokens(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """The tokens of apply links, by posting."""
    c = t.apply_link.c
    rows = connection.execute(select(c.posting_id, c.token).where(c.posting_id.in_(ids)))
    return {row.posting_id: row.token for row in rows}


def again(callboard: Callboard, row: Row[Any], order: Order, token: str, span: Span | None = None) -> Rendered:
    """Render a posting whose order and token are known. Raises Refused as rendering does."""
    known = callboard.registry[row.board].fields if row.published_at is not None else ()
    order = told(order, [each.name for each in known if each.need is Need.IMMUTABLE])
    number = int(row.reference.rpartition(".")[2])
    return orders.render(callboard, order, span or span_of(row), number, row.generation, link(callboard, token))


def rerender(callboard: Callboard, connection: Connection, row: Row[Any], span: Span | None = None) -> Rendered:
    """Render and store; the posting itself is not changed. Raises Refused as rendering does."""
    rendered = look(callboard, connection, row, span)
    keep(connection, rendered)
    postings.keep_body(connection, row.id, rendered.variant.content, rendered.body)
    return rendered

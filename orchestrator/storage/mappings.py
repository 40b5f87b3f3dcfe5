"""Rules for the boards' own fields: an account's before its board's."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from orchestrator.domain.mapping import Fact, Rule

from .tables import mapping


def rules(connection: Connection, board: str, account_id: int | None) -> list[Rule]:
    """The rules in force at a board account (None: the board's own), those of the account first."""
    c = mapping.c
    whose = c.account_id.is_(None) if account_id is None else c.account_id.is_(None) | (c.account_id == account_id)
    rows = connection.execute(
        select(mapping).where(c.board == board, whose).order_by(c.account_id.nulls_last(), c.field, c.value)
    )
    return [Rule(row.field, Fact(row.fact), row.value, row.gives) for row in rows]


def of_accounts(connection: Connection, accounts: Mapping[int, str]) -> dict[int, list[Rule]]:
    """The rules in force at accounts, in one question; `accounts` gives each its board."""
    c = mapping.c
    rows = connection.execute(
        select(mapping)
        .where(c.board.in_(set(accounts.values())), c.account_id.is_(None) | c.account_id.in_(accounts))
        .order_by(c.account_id.nulls_last(), c.field, c.value)
    ).all()
    return {
        id: [
            Rule(row.field, Fact(row.fact), row.value, row.gives)
            for row in rows
            if row.board == board and row.account_id in (None, id)
        ]
        for id, board in accounts.items()
    }


def own(connection: Connection, board: str, account_id: int | None) -> list[Rule]:
    """The rules written down for exactly this: the board, or one account of it."""
    c = mapping.c
    whose = c.account_id.is_(None) if account_id is None else c.account_id == account_id
    rows = connection.execute(select(mapping).where(c.board == board, whose).order_by(c.field, c.value))
    return [Rule(row.field, Fact(row.fact), row.value, row.gives) for row in rows]


def ruled(connection: Connection) -> dict[tuple[str, int | None], set[str]]:
    """The fields that have rules, by board and account (None: the board's own)."""
    c = mapping.c
    found: dict[tuple[str, int | None], set[str]] = {}
    for row in connection.execute(select(c.board, c.account_id, c.field).distinct()):
        found.setdefault((row.board, row.account_id), set()).add(row.field)
    return found


def replace(
    connection: Connection, board: str, account_id: int | None, field: str, fact: Fact, gives: Mapping[str, str]
) -> None:
    """These rules for a field instead of the ones written down before. `gives` is by value."""
    c = mapping.c
    whose = c.account_id.is_(None) if account_id is None else c.account_id == account_id
    connection.execute(delete(mapping).where(c.board == board, whose, c.field == field))
    rows = [
        {"board": board, "account_id": account_id, "field": field, "fact": fact, "value": value, "gives": given}
        for value, given in gives.items()
    ]
    if rows:
        connection.execute(mapping.insert(), rows)

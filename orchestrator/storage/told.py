"""Statements about what people have been told by e-mail."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, tuple_
from sqlalchemy.dialects.postgresql import insert

from .tables import told

_KEY = (told.c.person_id, told.c.account_id, told.c.cause)


def take(connection: Connection, person: int, account: int, cause: str) -> bool:
    """Whether this person is still to be told of this; from now on they count as told."""
    values = {"person_id": person, "account_id": account, "cause": cause}
    query = insert(told).values(**values).on_conflict_do_nothing().returning(told.c.cause)
    return connection.execute(query).scalar() is not None


def forget(connection: Connection, person: int, account: int, cause: str) -> None:
    """They were not told after all."""
    connection.execute(delete(told).where(tuple_(*_KEY) == (person, account, cause)))


def over(connection: Connection, holding: Collection[tuple[int, int, str]]) -> None:
    """What does not hold any more is forgotten, so that people are told when it comes again."""
    query = delete(told)
    if holding:
        query = query.where(tuple_(*_KEY).not_in(list(holding)))
    connection.execute(query)

"""Forms that were sent once and must not act twice: rows and statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from .tables import answered_form as form

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a form: the address of its result, and what that page shows beyond what is stored elsewhere."""

    address: str
    data: Mapping[str, Any] | None = None


def take(connection: Connection, token: str, person: int) -> bool:
    """True: the form is new and is the caller's. False: it was sent before.

    A second sender waits here until the first one's transaction has ended.
    """
    connection.execute(delete(form).where(form.c.at < func.now() - KEPT))
    taken = insert(form).values(token=token, person_id=person).on_conflict_do_nothing().returning(form.c.token)
    return connection.execute(taken).scalar() is not None


def answer(connection: Connection, token: str, given: Answer) -> None:
    """Keep what came of a form."""
    data = None if given.data is None else dict(given.data)
    connection.execute(update(form).where(form.c.token == token).values(address=given.address, data=data))


def find(connection: Connection, token: str, person: int) -> Answer | None:
    """What came of a form of that person; None where there is none."""
    row = connection.execute(
        select(form.c.address, form.c.data).where(form.c.token == token, form.c.person_id == person)
    ).one_or_none()
    return None if row is None else Answer(row.address, row.data)

"""Reusable parts of adverts, such as "about us": rows and statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from .tables import block

c = block.c


@dataclass(frozen=True, slots=True)
class Block:
    """`body` is Markdown; it is copied into an advert, so a later change alters nothing that was written with it."""

    id: int
    employer_id: int
    name: str
    body: str
    updated_at: datetime
    updated_by: str


def of_employer(connection: Connection, employer: int) -> list[Block]:
    rows = connection.execute(select(block).where(c.employer_id == employer).order_by(func.lower(c.name)))
    return [Block(row.id, row.employer_id, row.name, row.body, row.updated_at, row.updated_by) for row in rows]


def put(connection: Connection, employer: int, name: str, body: str, actor: str) -> None:
    """Add a block, or give the one of that name another text."""
    row = insert(block).values(employer_id=employer, name=name, body=body, updated_by=actor)
    connection.execute(
        row.on_conflict_do_update(
            index_elements=["employer_id", "name"],
            set_={"body": row.excluded.body, "updated_by": actor, "updated_at": func.now()},
        )
    )


def drop(connection: Connection, employer: int, id: int) -> str | None:
    """Delete one of an employer; its name, None where there is none."""
    gone = delete(block).where(c.id == id, c.employer_id == employer)
    return connection.execute(gone.returning(c.name)).scalar()

"""Statements on differences between ours and a board's view of a posting."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from orchestrator.domain.difference import Difference
from orchestrator.domain.receipt import Evidence

from .tables import difference


def found(
    connection: Connection,
    posting: Row[Any],
    kind: Difference,
    evidence: Evidence,
    *,
    external_id: str | None,
    url: str | None,
) -> bool:
    """Keep one; False where it is known and open already."""
    new = connection.execute(
        insert(difference)
        .values(
            employer_id=posting.employer_id,
            posting_id=posting.id,
            account_id=posting.account_id,
            kind=kind,
            evidence=evidence,
            external_id=external_id,
            url=url,
        )
        .on_conflict_do_nothing()
        .returning(difference.c.id)
    ).scalar()
    return new is not None


def resolve(connection: Connection, posting: int, resolution: str, *, besides: Difference | None = None) -> int:
    """Close the open ones of a posting, but for one kind; returns how many."""
    open_ones = [difference.c.posting_id == posting, difference.c.resolved_at.is_(None)]
    if besides is not None:
        open_ones.append(difference.c.kind != besides)
    return connection.execute(
        update(difference).where(*open_ones).values(resolved_at=func.now(), resolution=resolution)
    ).rowcount


def open_at(connection: Connection, account: int) -> set[int]:
    """The postings of an account that have an open one."""
    return set(
        connection.execute(
            select(difference.c.posting_id).where(
                difference.c.account_id == account, difference.c.resolved_at.is_(None)
            )
        ).scalars()
    )


def get(connection: Connection, id: int) -> Row[Any] | None:
    """One that is open; None when there is none."""
    return connection.execute(
        select(difference).where(difference.c.id == id, difference.c.resolved_at.is_(None))
    ).one_or_none()

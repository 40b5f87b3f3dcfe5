"""Who was asked to approve an advert, and what they said: rows and statements. Tokens are kept as their hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from orchestrator.domain.approval import Answer, Approval, Facts

from .tables import approval

c = approval.c


def add(
    connection: Connection, employer: int, advert: int, version: int, content: str, facts: Facts, reviewer: str,
    token: str, actor: str, lifetime: timedelta,
) -> int:  # fmt: skip
    row = approval.insert().values(
        employer_id=employer, advert_id=advert, version=version, content=content, facts=dict(facts), reviewer=reviewer,
        token_hash=_hash(token), asked_by=actor, expires_at=func.now() + lifetime,
    )  # fmt: skip
    return int(connection.execute(row.returning(c.id)).scalar_one())


def of_adverts(connection: Connection, ids: Iterable[int]) -> list[Approval]:
    """Of some adverts, newest first."""
    rows = connection.execute(
        select(approval).where(c.advert_id.in_(tuple(ids))).order_by(c.asked_at.desc(), c.id.desc())
    )
    return [_approval(row) for row in rows]


def by_token(connection: Connection, token: str) -> Approval | None:
    row = connection.execute(select(approval).where(c.token_hash == _hash(token))).one_or_none()
    return None if row is None else _approval(row)


def note_opened(connection: Connection, id: int) -> None:
    """The first time its page was opened."""
    connection.execute(update(approval).where(c.id == id, c.opened_at.is_(None)).values(opened_at=func.now()))


def answer(connection: Connection, id: int, said: Answer, comment: str) -> bool:
    """Write the answer down, once, and while it may be given."""
    waiting = (c.id == id) & c.answered_at.is_(None) & c.revoked_at.is_(None) & (c.expires_at > func.now())
    return connection.execute(
        update(approval).where(waiting).values(answered_at=func.now(), answer=said, comment=comment)
    ).rowcount == 1  # fmt: skip


def revoke(connection: Connection, advert: int, *, id: int | None = None, reviewer: str = "") -> list[int]:
    """Take back one of an advert, its answer included, or all that a reviewer has not answered; which were."""
    which = (c.id == id) if id is not None else (func.lower(c.reviewer) == reviewer.lower()) & c.answered_at.is_(None)
    taken = update(approval).where(c.advert_id == advert, c.revoked_at.is_(None), which).values(revoked_at=func.now())
    return list(connection.scalars(taken.returning(c.id)))


def _hash(token: str) -> bytes:
    """Tokens are 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _approval(row: Row[Any]) -> Approval:
    return Approval(
        row.id, row.advert_id, row.version, row.content, row.facts, row.reviewer, row.asked_at, row.asked_by,
        row.expires_at, row.opened_at, row.revoked_at, row.answered_at, Answer(row.answer) if row.answer else None,
        row.comment,
    )  # fmt: skip

"""What boards told us has happened: each thing once, however often they say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, func, select, text
from sqlalchemy.dialects.postgresql import insert

from orchestrator.domain.reading import Metric

from .tables import board_account, heard


@dataclass(frozen=True, slots=True)
class Counted:
    """A posting whose events are counted; `zone` is its employer's."""

    id: int
    employer_id: int
    zone: str
    began_at: datetime


def account(connection: Connection, token: str) -> Row[Any] | None:
    """The account whose secret address ends in `token`."""
    a = board_account.c
    return connection.execute(select(board_account).where(a.hook_token == token, a.archived_at.is_(None))).one_or_none()


# Locked, so that two events at the same time are counted one after the other.
_POSTING = text("""
select p.id, p.employer_id, e.zone, coalesce(p.published_at, p.starts_at) as began_at
from posting p join employer e on e.id = p.employer_id
where p.account_id = :account and p.board_reference = :reference for no key update of p
""")


def posting(connection: Connection, account_id: int, reference: str) -> Counted | None:
    """The account's posting under our reference, locked until the commit."""
    row = connection.execute(_POSTING, {"account": account_id, "reference": reference}).one_or_none()
    return Counted(**row._asdict()) if row else None


def add(connection: Connection, account_id: int, event: str, posting_id: int, metric: Metric, at: datetime) -> bool:
    """Take down an event by the hash of the board's id for it; False where it is known already."""
    new = (
        insert(heard)
        .values(
            account_id=account_id,
            digest=sha256(f"{metric}:{event}".encode()).digest(),
            posting_id=posting_id,
            metric=metric,
            at=at,
        )
        .on_conflict_do_nothing()
        .returning(heard.c.at)
    )
    return connection.execute(new).first() is not None


def number(connection: Connection, posting_id: int, metric: Metric, start: datetime, end: datetime) -> int:
    """How many events a posting had in [start, end)."""
    c = heard.c
    within = (c.posting_id == posting_id, c.metric == metric, c.at >= start, c.at < end)
    return int(connection.execute(select(func.count()).where(*within)).scalar_one())

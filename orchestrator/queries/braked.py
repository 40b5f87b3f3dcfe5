"""Feeds that hold adverts back, because too many would have vanished at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from orchestrator.domain.feed import Removal
from orchestrator.storage import tables as t
from orchestrator.storage.feeds import SERVED

from .postings import a, f


@dataclass(frozen=True, slots=True)
class Braked:
    """One feed: `held` of `listed` adverts in its document are kept there until somebody decides."""

    account_id: int
    account: str
    since: datetime
    held: int
    listed: int


def braked(connection: Connection, *, employer: int | None = None, account: int | None = None) -> list[Braked]:
    """The braked feeds, longest first: an employer's and those all share, or of one account."""
    n = t.feed_entry.c
    query = (
        select(
            a.id,
            a.label,
            f.braked_at,
            func.count().filter(n.removal == Removal.HELD).label("held"),
            func.count().label("listed"),
        )
        .join(t.feed, f.account_id == a.id)
        .join(t.feed_entry, n.account_id == a.id)
        .where(f.braked_at.is_not(None), a.archived_at.is_(None), SERVED)
        .group_by(a.id, f.braked_at)
        .order_by(f.braked_at, a.id)
    )
    if employer is not None:
        query = query.where(a.employer_id.is_(None) | (a.employer_id == employer))
    if account is not None:
        query = query.where(a.id == account)
    return [Braked(row.id, row.label, row.braked_at, row.held, row.listed) for row in connection.execute(query)]

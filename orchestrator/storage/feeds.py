"""A board's feed: its change sequence, its stored entries, and who came to fetch it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from . import tables as t

f, a, n = t.feed.c, t.board_account.c, t.feed_entry.c


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it is now. `seq` rises with every change of an entry; `changed_at` is when it last did."""

    account_id: int
    board: str
    label: str
    settings: dict[str, str]
    seq: int
    changed_at: datetime


def by_token(connection: Connection, token: str) -> Feed | None:
    """The feed at this secret address; None when there is none, or its account is archived."""
    row = connection.execute(
        select(a.id, a.board, a.label, a.settings, f.seq, f.changed_at)
        .join(t.feed, f.account_id == a.id)
        .where(a.feed_token == token, a.archived_at.is_(None))
    ).one_or_none()
    return Feed(row.id, row.board, row.label, row.settings, row.seq, row.changed_at) if row else None


def entries(connection: Connection, account_id: int, after: int, most: int) -> list[tuple[int, bytes]]:
    """Up to `most` entries in order of posting id, those after the posting `after`."""
    rows = connection.execute(
        select(n.posting_id, n.body)
        .where(n.account_id == account_id, n.posting_id > after)
        .order_by(n.posting_id)
        .limit(most)
    )
    return [(row.posting_id, bytes(row.body)) for row in rows]


def visited(connection: Connection, account_id: int, *, agent: str, seq: int, status: int, complete: bool) -> None:
    """Write down a visit. A complete one raises what the board has fetched, never lowers it."""
    connection.execute(
        t.visit.insert().values(account_id=account_id, agent=agent[:200], seq=seq, status=status, complete=complete)
    )
    if complete:
        values: dict[str, Any] = {"fetched_seq": func.greatest(f.fetched_seq, seq), "fetched_at": func.now()}
        connection.execute(update(t.feed).where(f.account_id == account_id).values(values))
        _end_what_is_gone(connection, account_id, seq)


def _end_what_is_gone(connection: Connection, account_id: int, seq: int) -> None:
    """A takedown that was fetched is over, so that the place is free for a repost: one write for each takedown."""
    p = t.posting.c
    over = (p.wish == "closed") | (p.ends_at <= func.now())
    connection.execute(
        update(t.posting)
        .where(p.account_id == account_id, p.presence == "withdrawn", p.feed_seq <= seq, over)
        .values(presence="gone", evidence="fetched", checked_at=func.now(), act_at=None, ended_at=func.now())
    )

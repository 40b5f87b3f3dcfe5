"""A board's feed: its change sequence, its stored entries, and who came to fetch it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from orchestrator.domain.feed import Removal

from . import postings
from . import tables as t

f, a, n = t.feed.c, t.board_account.c, t.feed_entry.c

SERVED: ColumnElement[bool] = n.removal.is_(None) | (n.removal == Removal.HELD)
"""Entries that stand in the document."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it is now. `seq` rises with every change of an entry; `changed_at` is when it last did.

    `built_seq`: up to which change its segments hold everything, 0 before there are any.
    """

    account_id: int
    board: str
    label: str
    settings: dict[str, str]
    seq: int
    changed_at: datetime
    built_seq: int


def by_token(connection: Connection, token: str) -> Feed | None:
    """The feed at this secret address; None when there is none, or its account is archived."""
    row = connection.execute(
        select(a.id, a.board, a.label, a.settings, f.seq, f.changed_at, f.built_seq)
        .join(t.feed, f.account_id == a.id)
        .where(a.feed_token == token, a.archived_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return Feed(row.id, row.board, row.label, row.settings, row.seq, row.changed_at, row.built_seq)


def visited(connection: Connection, account_id: int, *, agent: str, seq: int, status: int, complete: bool) -> None:
    """Write down a visit. A complete one raises what the board has fetched, never lowers it."""
    connection.execute(
        t.visit.insert().values(account_id=account_id, agent=agent[:200], seq=seq, status=status, complete=complete)
    )
    if complete:
        _end_what_is_gone(connection, account_id, seq)
        values: dict[str, Any] = {"fetched_seq": func.greatest(f.fetched_seq, seq), "fetched_at": func.now()}
        connection.execute(update(t.feed).where(f.account_id == account_id).values(values))


def _end_what_is_gone(connection: Connection, account_id: int, seq: int) -> None:
    """A takedown that was fetched is over, so that the place is free for a repost: one write for each takedown."""
    p = t.posting.c
    over = (p.wish == "closed") | (p.ends_at <= func.now())
    gone = and_(p.account_id == account_id, p.presence == "withdrawn", p.feed_seq <= seq, over)
    locked = select(p.id).join(t.due, t.due.c.posting_id == p.id).where(gone).order_by(p.id).with_for_update(of=t.due)
    ids = list(connection.execute(locked).scalars())
    ended = connection.execute(
        update(t.posting)
        .where(p.id.in_(ids), gone)
        .values(presence="gone", evidence="fetched", checked_at=func.now(), ended_at=func.now())
        .returning(p.id)
    )
    postings.rest(connection, list(ended.scalars()))


def held(connection: Connection, account_id: int) -> list[int]:
    """The postings whose entries the brake keeps in the document."""
    return list(
        connection.execute(
            select(n.posting_id).where(n.account_id == account_id, n.removal == Removal.HELD).order_by(n.posting_id)
        ).scalars()
    )


def let_go(connection: Connection, account_id: int, postings: Sequence[int]) -> None:
    """Take out what the brake keeps of these postings, locked by the caller; the last one ends the brake."""
    seq = connection.execute(
        update(t.feed).where(f.account_id == account_id).values(seq=f.seq + 1, changed_at=func.now()).returning(f.seq)
    ).scalar_one()
    gone = connection.execute(
        update(t.feed_entry)
        .where(n.account_id == account_id, n.posting_id.in_(postings), n.removal == Removal.HELD)
        .values(removal=Removal.ASKED, removed_at=func.now(), seq=seq)
        .returning(n.posting_id)
    ).scalars()
    connection.execute(update(t.posting).where(t.posting.c.id.in_(gone.all())).values(feed_seq=seq))
    still = select(n.posting_id).where(n.account_id == account_id, n.removal == Removal.HELD).exists()
    connection.execute(update(t.feed).where(f.account_id == account_id, ~still).values(braked_at=None))


def approve(connection: Connection, account_id: int) -> None:
    """A person has looked: what lapsed until now does not count towards the next brake."""
    connection.execute(
        update(t.feed_entry)
        .where(n.account_id == account_id, n.removal == Removal.LAPSED)
        .values(removal=Removal.ASKED)
    )

"""Release a feed's brake: what it keeps in the document leaves it."""

from __future__ import annotations

from sqlalchemy import select

from orchestrator.callboard import Callboard
from orchestrator.storage import events, feeds, postings
from orchestrator.storage.tables import board_account

from .refused import refuse


def release_feed(callboard: Callboard, actor: str, account: int) -> int:
    """Let everything go that the brake of this account's feed holds; returns how many adverts that is.

    Raises Refused when nothing is held, so that a second click says so instead of doing it again.
    """
    with callboard.database.begin() as connection:
        ids = feeds.held(connection, account)
        if not ids:
            raise refuse("", "this feed holds nothing back any more")
        postings.lock(connection, ids)
        feeds.let_go(connection, account, ids)
        feeds.approve(connection, account)
        employer = connection.execute(
            select(board_account.c.employer_id).where(board_account.c.id == account)
        ).scalar_one()
        events.record(connection, actor=actor, kind="feed_released", employer_id=employer, account_id=account,
                      reason=f"{len(ids):,} adverts leave the feed")  # fmt: skip
    return len(ids)

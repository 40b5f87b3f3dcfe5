"""Nightly: make the coming months' partitions, drop what has been kept long enough."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, delete, func, select, text

from orchestrator.callboard import Callboard
from orchestrator.storage import drafts, retention, summaries
from orchestrator.storage import tables as t
from orchestrator.storage.migrate import ensure_partitions

from .build_feeds import segment_files

WORKERS_KEPT = timedelta(days=1)
LINKS_KEPT = timedelta(days=7)
EVER = date(1970, 1, 1)
"""An advert that was found at its board, live for months, was to be seen in all of them."""


def housekeep(callboard: Callboard) -> None:
    """Safe to run twice, and at any time."""
    with callboard.database.begin() as connection:
        now: datetime = connection.execute(select(func.now())).scalar_one()
        ensure_partitions(connection, now)
        retention.clean(connection, now)
        retention.forget_evidence(connection, now - timedelta(days=callboard.settings.keep_evidence_days))
        connection.execute(delete(t.worker).where(t.worker.c.seen_at < now - WORKERS_KEPT))
        connection.execute(delete(t.sign_in_link).where(t.sign_in_link.c.expires_at < now - LINKS_KEPT))
        drafts.drop_old(connection)
        _drop_old_bodies(connection)
        a = t.board_account.c
        feeds = connection.execute(select(a.id).where(a.archived_at.is_(None))).scalars().all()
    segment_files(callboard).keep_feeds(feeds)
    with callboard.database.begin() as connection:
        summaries.lock(connection)
        summaries.pass_time(connection, EVER)


def _drop_old_bodies(connection: Connection) -> None:
    """Bytes of contents that are neither wanted, nor open, nor shown any more."""
    connection.execute(
        text(
            "delete from payload b using posting p where p.id = b.posting_id and b.content <> p.content"
            " and b.content is distinct from p.sent and b.content is distinct from p.shown"
            " and b.created_at < now() - interval '30 days'"
        )
    )

"""Pause, resume and switch board accounts; what ops and admins do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from orchestrator.callboard import Callboard
from orchestrator.queue import Work
from orchestrator.storage import account_queue, events
from orchestrator.storage import tables as t
from orchestrator.storage.tables.accounts import LONG_AGO

from .refused import refuse


def pause(callboard: Callboard, actor: str, id: int, reason: str) -> None:
    """Send nothing through this account until somebody resumes it. What is scheduled keeps its place."""
    with callboard.database.begin() as connection:
        row = _locked(connection, id)
        if row.paused_at is None:
            _set(connection, id, paused_at=func.now(), paused_by=actor, pause_reason=reason or "paused by hand")
            events.record(connection, actor=actor, kind="account_paused", employer_id=row.employer_id, account_id=id,
                          reason=reason)  # fmt: skip


def resume(callboard: Callboard, actor: str, id: int) -> None:
    """Go on sending, carefully: one request first, more as answers come."""
    with callboard.database.begin() as connection:
        row = _locked(connection, id)
        _set(
            connection,
            id,
            paused_at=None,
            paused_by="",
            pause_reason="",
            blocked_until=LONG_AGO,
            blocked_reason="",
            timeouts=0,
            win=1,
        )
        account_queue.reopen(connection, id)
        events.record(connection, actor=actor, kind="account_resumed", employer_id=row.employer_id, account_id=id)
    callboard.queue.wake(Work.DELIVER)


def switch(callboard: Callboard, actor: str, id: int, *, practice: bool) -> None:
    """Practice sends to the simulator only; live sends to the board. Refused while adverts are open on the account."""
    with callboard.database.begin() as connection:
        row = _locked(connection, id)
        open_postings = connection.execute(
            select(func.count()).where(t.posting.c.account_id == id, t.posting.c.ended_at.is_(None))
        ).scalar_one()
        if open_postings and row.practice != practice:
            raise refuse(
                "account", f"{open_postings} postings are open on {row.label}; withdraw them before switching it"
            )
        _set(connection, id, practice=practice, version=row.version + 1)
        events.record(connection, actor=actor, kind="account_practice" if practice else "account_live",
                      employer_id=row.employer_id, account_id=id)  # fmt: skip


def _locked(connection: Connection, id: int) -> Row[Any]:
    row = connection.execute(select(t.board_account).where(t.board_account.c.id == id).with_for_update()).one_or_none()
    if row is None:
        raise refuse("account", "this account does not exist")
    return row


def _set(connection: Connection, id: int, **values: Any) -> None:
    connection.execute(update(t.board_account).where(t.board_account.c.id == id).values(**values))

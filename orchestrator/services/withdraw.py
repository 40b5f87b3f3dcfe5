"""Withdraw: take adverts down, and cancel what was not sent yet. Closing is an obligation until it is seen gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from orchestrator.callboard import Callboard
from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Cause, Phase, Presence
from orchestrator.queue import Work
from orchestrator.storage import events, feeds, postings
from orchestrator.storage import tables as t
from orchestrator.storage.known import columns, posting_of

from .refused import refuse


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """How many were cancelled before anything was sent, and how many are being taken down."""

    cancelled: int
    taking_down: int


def withdraw(callboard: Callboard, actor: str, ids: Iterable[int], reason: str = "") -> Withdrawn:
    """Close postings. Those that have ended already are left alone."""
    with callboard.database.begin() as connection:
        rows = [row for row in postings.lock(connection, ids) if row.ended_at is None and row.wish == "live"]
        cancelled = [close(connection, actor, row, reason) for row in rows].count(True)
    callboard.queue.wake(Work.DELIVER)
    return Withdrawn(cancelled, len(rows) - cancelled)


def close(connection: Connection, actor: str, row: Row[Any], reason: str) -> bool:
    """Close one locked, open posting in the caller's transaction. True: nothing had been sent, it has ended."""
    known = posting_of(row)
    if known.cause is Cause.BY_HAND and known.operation is Operation.PUBLISH:
        # The task was not done: nothing of ours is at the board.
        known = replace(known, cause=None, phase=Phase.WAITING, operation=None, sent=None, reason="")
    elif known.cause not in (Cause.LOOK, Cause.DOUBLE, Cause.BY_HAND):
        known = replace(known, cause=None, reason="", attempts=0)
    untouched = (
        known.presence in (Presence.ABSENT, Presence.GONE)
        and known.phase is Phase.WAITING
        and not known.unsettled
        and known.handle is None
    )
    if untouched:
        connection.execute(
            update(t.posting)
            .where(t.posting.c.id == row.id)
            .values(**columns(known), wish="closed", wish_seq=row.wish_seq + 1, ended_at=func.now())
        )
        postings.rest(connection, [row.id])
    else:
        mine = {} if row.phase in ("claimed", "sending") else columns(known)
        postings.want(connection, row, wish="closed", **mine)
    if row.presence == Presence.WITHDRAWN and row.feed_seq is None:
        feeds.let_go(connection, row.account_id, [row.id])
    events.record(connection, actor=actor, kind="cancelled" if untouched else "closing", posting_id=row.id,
                  employer_id=row.employer_id, vacancy_id=row.vacancy_id, account_id=row.account_id,
                  reason=reason)  # fmt: skip
    return untouched


def withdraw_again(callboard: Callboard, actor: str, id: int, external_id: str | None) -> None:
    """Take down an advert that its board shows although the posting has ended.

    The posting is open again until that is done. Where a newer generation of it is open already, the old advert is
    that one's second copy and goes as such. Raises Refused where the board's id of the advert is not known.
    """
    with callboard.database.begin() as connection:
        (row,) = postings.lock(connection, [id])
        external_id = external_id or row.external_id
        if external_id is None:
            raise refuse("", f"the board’s id of {row.board_reference} is not known; take it down on its site")
        newer = _newer(connection, row)
        if newer is not None:
            connection.execute(
                insert(t.surplus)
                .values(posting_id=newer.id, external_id=external_id, url=row.url)
                .on_conflict_do_update(index_elements=["posting_id", "external_id"], set_={"gone_at": None})
            )
            postings.want(connection, newer, surplus=newer.surplus or external_id)
        else:
            postings.want(connection, row, wish="closed", presence="live", phase="waiting", cause=None, reason="",
                          operation=None, attempts=0, looks=0, external_id=external_id, ended_at=None)  # fmt: skip
        events.record(connection, actor=actor, kind="closing", posting_id=row.id, employer_id=row.employer_id,
                      vacancy_id=row.vacancy_id, account_id=row.account_id,
                      reason="still there after its end")  # fmt: skip
    callboard.queue.wake(Work.DELIVER)


def _newer(connection: Connection, row: Row[Any]) -> Row[Any] | None:
    """The open generation beside one that has ended, locked."""
    p = t.posting.c
    found = connection.execute(
        select(p.id).where(
            p.vacancy_id == row.vacancy_id,
            p.wording_id == row.wording_id,
            p.place == row.place,
            p.account_id == row.account_id,
            p.ended_at.is_(None),
        )
    ).scalar()
    return None if found is None else postings.lock(connection, [found])[0]

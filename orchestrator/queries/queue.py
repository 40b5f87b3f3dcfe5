"""Delivery as ops see it: what is due, what is open, what stands still and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select, text

from orchestrator.domain.health import Lane
from orchestrator.domain.posting import Cause
from orchestrator.storage import tables as t

from .accounts import lane_of
from .postings import NEEDS_PERSON, a, p

WINDOW: Final = timedelta(minutes=10)
"""What errors are counted over."""
ERRORS: Final = ("retry", "unconfirmed", "unauthorized", "blocked", "failed", "lapsed")

_HEADS = text("""
select a.id, h.due, h.oldest from board_account a cross join lateral (
  select count(*) due, min(d.act_at) oldest from due d
  where d.account_id = a.id and d.act_at <= now() and not d.claimed) h
where h.due > 0 and (cast(:employer as bigint) is null or a.employer_id is null or a.employer_id = :employer)
""")


@dataclass(frozen=True, slots=True)
class Figures:
    """The page's five figures. `oldest_sendable`: only what could go out now; ages are since it was due or sent."""

    due: int
    oldest_sendable: timedelta | None
    in_flight: int
    done_a_minute: int
    unconfirmed: int
    oldest_unconfirmed: timedelta | None
    parked: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """Postings of one account that one cause has stopped. `since`: when the oldest was last seen or sent."""

    account_id: int
    account: str
    cause: Cause
    postings: int
    since: datetime


@dataclass(frozen=True, slots=True)
class QueueLane:
    """One account's queue. `done` in the last minute; `errors` of `calls` in the last ten."""

    account_id: int
    board: str
    label: str
    lane: Lane
    due: int
    oldest: timedelta | None
    in_flight: int
    done: int
    errors: int
    calls: int


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker process. `progressed_at`: when it last wrote an outcome."""

    name: str
    started_at: datetime
    seen_at: datetime
    progressed_at: datetime | None
    open_calls: int


@dataclass(frozen=True, slots=True)
class QueueState:
    """All of it at one moment, `now` on the database's clock."""

    now: datetime
    figures: Figures
    causes: tuple[Stopped, ...]
    lanes: tuple[QueueLane, ...]
    workers: tuple[Worker, ...]


def queue(connection: Connection, employer: int | None) -> QueueState:
    """The queue, of one employer's accounts and those all share, or of everybody."""
    now: datetime = connection.execute(select(func.now())).scalar_one()
    lanes = _lanes(connection, employer, now)
    causes = _causes(connection, employer)
    unsettled = (p.intended_at.is_not(None)) & (p.phase != "sending") & p.ended_at.is_(None)
    query = select(func.count(), func.min(p.intended_at)).where(unsettled)
    unconfirmed, oldest = connection.execute(
        query if employer is None else query.where(p.employer_id == employer)
    ).one()
    sendable = [
        each.oldest for each in lanes if each.oldest and each.lane.paused_at is None and each.lane.blocked_until <= now
    ]
    figures = Figures(
        due=sum(each.due for each in lanes),
        oldest_sendable=max(sendable, default=None),
        in_flight=sum(each.in_flight for each in lanes),
        done_a_minute=sum(each.done for each in lanes),
        unconfirmed=unconfirmed,
        oldest_unconfirmed=now - oldest if oldest else None,
        parked=sum(each.postings for each in causes),
    )
    return QueueState(now, figures, causes, lanes, _workers(connection))


def _lanes(connection: Connection, employer: int | None, now: datetime) -> tuple[QueueLane, ...]:
    d = t.delivery.c
    heads = {row.id: row for row in connection.execute(_HEADS, {"employer": employer})}
    calls = {
        row.account_id: row
        for row in connection.execute(
            select(
                d.account_id,
                func.count().label("calls"),
                func.count().filter(d.outcome.in_(ERRORS)).label("errors"),
                func.count().filter(d.ended_at > func.now() - timedelta(minutes=1)).label("done"),
            )
            .where(d.started_at > func.now() - WINDOW, d.operation != "plan")
            .group_by(d.account_id)
        )
    }
    query = select(t.board_account).where(a.archived_at.is_(None)).order_by(a.board, a.label)
    if employer is not None:
        query = query.where(a.employer_id.is_(None) | (a.employer_id == employer))
    found = []
    for row in connection.execute(query):
        head, call = heads.get(row.id), calls.get(row.id)
        found.append(
            QueueLane(
                row.id,
                row.board,
                row.label,
                lane_of(row),
                head.due if head else 0,
                now - head.oldest if head else None,
                row.in_flight,
                call.done if call else 0,
                call.errors if call else 0,
                call.calls if call else 0,
            )
        )
    return tuple(found)


def _causes(connection: Connection, employer: int | None) -> tuple[Stopped, ...]:
    since = func.min(func.greatest(p.starts_at, func.coalesce(p.checked_at, p.intended_at, p.published_at)))
    query = (
        select(p.account_id, a.label, p.cause, func.count().label("number"), since.label("since"))
        .join(t.board_account, a.id == p.account_id)
        .where(NEEDS_PERSON)
        .group_by(p.account_id, a.label, p.cause)
        .order_by(since)
    )
    if employer is not None:
        query = query.where(p.employer_id == employer)
    return tuple(
        Stopped(row.account_id, row.label, Cause(row.cause), row.number, row.since) for row in connection.execute(query)
    )


def _workers(connection: Connection) -> tuple[Worker, ...]:
    w = t.worker.c
    rows = connection.execute(select(w.name, w.started_at, w.seen_at, w.progressed_at, w.open_calls).order_by(w.name))
    return tuple(Worker(row.name, row.started_at, row.seen_at, row.progressed_at, row.open_calls) for row in rows)

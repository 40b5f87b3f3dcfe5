"""What proves a posting's run: from when to when it was at its board, and every delivery that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from orchestrator.boards.exchange import Exchange
from orchestrator.delivery.call import read_evidence
from orchestrator.domain.posting import Wish
from orchestrator.domain.receipt import Evidence
from orchestrator.storage import tables as t

from .postings import PostingLine

PAGE = 40
SEEN = ("live", "person:live")
"""Events that begin a run."""
OVER = ("gone", "person:not_there")
"""Events that end it."""


@dataclass(frozen=True, slots=True)
class Run:
    """When the advert was known to be at the board. `began` None: it never was; `ended` None: it is there now.

    `sent` is when it was first accepted, which proves less. `leaving`: its takedown was asked for and is not confirmed.
    """

    sent: datetime | None
    began: datetime | None
    ended: datetime | None
    leaving: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt. `content` is the hash of what went out, empty for a look; `stale`: its lease was lost meanwhile,
    so that it changed nothing here and is kept as evidence only."""

    operation: str
    outcome: str
    detail: str
    started_at: datetime
    ended_at: datetime
    key: str
    content: str
    stale: bool
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Deliveries:
    """One page of them, oldest first, and how many are kept in all."""

    rows: tuple[Delivery, ...]
    total: int


def run(connection: Connection, line: PostingLine) -> Run:
    """The run of one posting, from its history, which is kept longer than the evidence of single deliveries."""
    e = t.event.c
    began, over = connection.execute(
        select(func.min(e.at).filter(e.kind.in_(SEEN)), func.max(e.at).filter(e.kind.in_(OVER))).where(
            e.posting_id == line.id
        )
    ).one()
    if began is None and line.published_at is not None:
        began = _fetched(connection, line)
    there = line.ended_at is None and line.presence.there
    ended = None if there else over or line.ended_at or line.checked_at
    leaving = there and line.wish is Wish.CLOSED
    return Run(line.published_at, began, ended if began else None, leaving)


def _fetched(connection: Connection, line: PostingLine) -> datetime | None:
    """The first complete fetch of a feed after the posting was put into it."""
    w = t.visit.c
    first = connection.execute(
        select(func.min(w.at)).where(w.account_id == line.account_id, w.complete, w.at >= line.published_at)
    ).scalar()
    if first is not None:
        return first  # type: ignore[no-any-return]
    fetched = line.evidence is Evidence.FETCHED
    return line.checked_at if fetched else None


def deliveries(connection: Connection, posting: int, page: int = 1) -> Deliveries:
    """The deliveries that are still kept; those that only decided what comes next are left out."""
    d = t.delivery.c
    mine = (d.posting_id == posting, d.operation != "plan")
    total = connection.execute(select(func.count()).where(*mine)).scalar_one()
    rows = connection.execute(
        select(d.operation, d.outcome, d.detail, d.started_at, d.ended_at, d.key, d.content, d.stale, d.evidence)
        .where(*mine)
        .order_by(d.started_at, d.fence)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return Deliveries(tuple(_delivery(row) for row in rows), total)


def _delivery(row: Any) -> Delivery:
    return Delivery(
        row.operation,
        row.outcome,
        row.detail,
        row.started_at,
        row.ended_at,
        row.key,
        row.content or "",
        row.stale,
        tuple(exchange(each) for each in read_evidence(row.evidence)),
    )


def exchange(kept: dict[str, Any]) -> Exchange:
    """One stored exchange."""
    pairs = {name: tuple((key, value) for key, value in kept[name]) for name in ("request_headers", "answer_headers")}
    return Exchange(**{**kept, **pairs})

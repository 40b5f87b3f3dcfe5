"""Postings as pages, commands and reports list them: the effective state, and the sentence that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, select

from orchestrator.domain.posting import Cause, Phase, Presence, Wish
from orchestrator.domain.posting import status as status_of
from orchestrator.domain.receipt import Evidence
from orchestrator.domain.status import Status
from orchestrator.storage import tables as t

p, a, f, v = t.posting.c, t.board_account.c, t.feed.c, t.vacancy.c

FETCHED: ColumnElement[bool] = p.feed_seq.is_not(None) & (f.fetched_seq >= p.feed_seq)
"""A feed's change was fetched when a complete visit came after it; never a write per posting."""

PRESENCE: ColumnElement[str] = case(
    ((p.presence == "submitted") & FETCHED, "live"), ((p.presence == "withdrawn") & FETCHED, "gone"), else_=p.presence
)

NEEDS_PERSON: ColumnElement[bool] = p.cause.is_not(None) & p.ended_at.is_(None)
LIVE: ColumnElement[bool] = (PRESENCE == "live") & (p.wish == "live") & p.cause.is_(None)


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One posting in a list. `status` is the state on screen, `reason` its one sentence; times are instants."""

    id: int
    reference: str
    employer_id: int
    vacancy_id: int
    vacancy_reference: str
    title: str
    place: str
    wording_id: int
    account_id: int
    board: str
    account: str
    practice: bool
    status: Status
    reason: str
    wish: Wish
    presence: Presence
    phase: Phase
    cause: Cause | None
    evidence: Evidence | None
    starts_at: datetime
    ends_at: datetime | None
    zone: str
    act_at: datetime | None
    published_at: datetime | None
    checked_at: datetime | None
    ended_at: datetime | None
    external_id: str | None
    url: str | None
    attempts: int
    openings: int
    owner_id: int | None


def select_postings() -> Select[Any]:
    """All that `line` needs, to be narrowed by the caller (`p`, `a`, `f`, `v` are the tables' columns)."""
    return (
        select(
            t.posting,
            t.due.c.act_at,
            PRESENCE.label("effective"),
            f.fetched_at,
            f.braked_at,
            a.label.label("account"),
            a.practice,
            a.paused_at,
            a.pause_reason,
            a.blocked_until,
            a.blocked_reason,
            v.title,
            v.reference.label("vacancy_reference"),
            v.openings,
        )
        .join(t.due, t.due.c.posting_id == p.id)
        .join(t.board_account, a.id == p.account_id)
        .join(t.vacancy, v.id == p.vacancy_id)
        .outerjoin(t.feed, f.account_id == p.account_id)
    )


def line(row: Row[Any]) -> PostingLine:
    """One row of `select_postings`."""
    wish, presence, phase = Wish(row.wish), Presence(row.effective), Phase(row.phase)
    cause = Cause(row.cause) if row.cause and row.ended_at is None else None
    fetched = row.effective != row.presence
    status = Status.CLOSED if row.ended_at else status_of(wish, presence, phase, cause)
    return PostingLine(
        id=row.id,
        reference=row.board_reference,
        employer_id=row.employer_id,
        vacancy_id=row.vacancy_id,
        vacancy_reference=row.vacancy_reference,
        title=row.title,
        place=row.place,
        wording_id=row.wording_id,
        account_id=row.account_id,
        board=row.board,
        account=row.account,
        practice=row.practice,
        status=status,
        reason=_reason(row, status, presence),
        wish=wish,
        presence=presence,
        phase=phase,
        cause=cause,
        evidence=Evidence.FETCHED if fetched else (Evidence(row.evidence) if row.evidence else None),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        act_at=row.act_at,
        published_at=row.published_at,
        checked_at=row.fetched_at if fetched else row.checked_at,
        ended_at=row.ended_at,
        external_id=row.external_id,
        url=row.url,
        attempts=row.attempts,
        openings=row.openings,
        owner_id=row.owner_id,
    )


def _reason(row: Row[Any], status: Status, presence: Presence) -> str:
    """The sentence behind the state: what is known, and what happens next."""
    match status:
        case Status.NEEDS_YOU:
            return str(row.reason)
        case Status.SCHEDULED if row.paused_at is not None:
            return f"{row.account} is paused ({row.pause_reason}); it goes out when the account is resumed"
        case Status.SCHEDULED if row.attempts:
            return f"Not sent yet: {row.reason}. Tried {row.attempts} times; tried again by itself"
        case Status.SENDING if row.phase == Phase.UNCONFIRMED:
            return f"Sent, not confirmed: {row.reason} Looked at again by itself"
        case Status.SENDING if said := _in_feed(row, presence):
            return said
        case Status.SENDING if row.wish == Wish.CLOSED:
            return "Being taken down"
        case Status.SENDING if presence is Presence.SUBMITTED:
            return "Sent; the board has not confirmed it yet"
        case Status.CLOSED if row.published_at is None:
            return "Closed before it was published"
        case _:
            return ""


def _in_feed(row: Row[Any], presence: Presence) -> str:
    """What holds of a posting on its way into a feed or out of it; empty for others."""
    if row.feed_seq is None:
        if row.braked_at is None or presence is not Presence.WITHDRAWN:
            return ""
        return "Its end has come, but too much of the feed would vanish at once: it stays until somebody decides"
    if row.wish == Wish.CLOSED or presence is Presence.WITHDRAWN:
        return "Taken out of the feed; gone when the board fetches it next"
    return "In the feed; live when the board fetches it next" if presence is Presence.SUBMITTED else ""


def postings(
    connection: Connection,
    *,
    employer: int | None = None,
    ids: Sequence[int] | None = None,
    vacancy: int | None = None,
    open_only: bool = False,
    limit: int = 500,
) -> list[PostingLine]:
    """Postings, those that start last first."""
    query = select_postings().order_by(p.starts_at.desc(), p.id.desc()).limit(limit)
    if employer is not None:
        query = query.where(p.employer_id == employer)
    if ids is not None:
        query = query.where(p.id.in_(ids))
    if vacancy is not None:
        query = query.where(p.vacancy_id == vacancy)
    if open_only:
        query = query.where(p.ended_at.is_(None))
    return [line(row) for row in connection.execute(query)]

"""Open differences between boards and us, and what is closed but still shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from orchestrator.domain.difference import Difference
from orchestrator.domain.receipt import Evidence
from orchestrator.storage import tables as t

from .postings import PRESENCE, PostingLine, f, line, p, select_postings

d = t.difference.c
PAGE = 60
OPEN: ColumnElement[bool] = d.resolved_at.is_(None)


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference with its posting as it is now. `url`: where the board shows the advert, as far as known."""

    id: int
    kind: Difference
    found_at: datetime
    evidence: Evidence
    url: str | None
    posting: PostingLine


@dataclass(frozen=True, slots=True)
class Differences:
    """One page of them, oldest first, and how many are open in all."""

    rows: tuple[DifferenceLine, ...]
    total: int


def number(connection: Connection, employer: int | None) -> int:
    """How many are open."""
    query = select(func.count()).select_from(t.difference).where(OPEN)
    if employer is not None:
        query = query.where(d.employer_id == employer)
    return int(connection.execute(query).scalar_one())


def differences(
    connection: Connection, employer: int | None = None, *, posting: int | None = None, page: int = 1
) -> Differences:
    """The open ones of an employer or of one posting."""
    wanted = [OPEN]
    if employer is not None:
        wanted.append(d.employer_id == employer)
    if posting is not None:
        wanted.append(d.posting_id == posting)
    total = connection.execute(select(func.count()).select_from(t.difference).where(*wanted)).scalar_one()
    rows = connection.execute(
        select_postings()
        .add_columns(
            d.id.label("difference_id"),
            d.kind,
            d.found_at,
            d.evidence.label("difference_evidence"),
            func.coalesce(d.url, p.url).label("shown_at"),
        )
        .join(t.difference, d.posting_id == p.id)
        .where(*wanted)
        .order_by(d.found_at, d.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return Differences(tuple(_line(row) for row in rows), total)


def employer_of(connection: Connection, id: int) -> int | None:
    """Whose difference it is; None when there is none."""
    return connection.execute(select(d.employer_id).where(d.id == id)).scalar()


@dataclass(frozen=True, slots=True)
class StillThere:
    """A posting that was closed and whose advert is not known to be gone. `closed_at`: when its takedown was wished."""

    posting: PostingLine
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class StillThereList:
    """One page of them, those closed longest ago first."""

    rows: tuple[StillThere, ...]
    total: int


def still_there(
    connection: Connection, employer: int | None, page: int = 1, *, account: int | None = None
) -> StillThereList:
    """Every takedown that is still owed: asked for and not known to be done, or undone by the board."""
    wanted: list[ColumnElement[bool]] = [p.id.in_(_owed())]
    if employer is not None:
        wanted.append(p.employer_id == employer)
    if account is not None:
        wanted.append(p.account_id == account)
    total = connection.execute(select(func.count()).select_from(t.posting).where(*wanted)).scalar_one()
    e = t.event.c
    closed_at = (
        select(func.max(e.at))
        .where(e.posting_id == p.id, e.kind.in_(("closing", "filled")))
        .correlate(t.posting)
        .scalar_subquery()
    )
    rows = connection.execute(
        select_postings()
        .add_columns(closed_at.label("closed_at"))
        .where(*wanted)
        .order_by(func.coalesce(p.ends_at, p.starts_at), p.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return StillThereList(tuple(StillThere(line(row), row.closed_at) for row in rows), total)


def _owed() -> Select[Any]:
    """The ids, from either side: most postings are neither closing nor differ."""
    closing = (
        select(p.id)
        .outerjoin(t.feed, f.account_id == p.account_id)
        .where(
            p.ended_at.is_(None),
            p.wish == "closed",
            or_(PRESENCE.in_(("submitted", "live", "withdrawn")), p.phase != "waiting", p.cause.is_not(None)),
        )
    )
    came_back = select(d.posting_id).where(OPEN, d.kind == Difference.STILL_THERE)
    return select(closing.union(came_back).subquery().c.id)


def _line(row: Row[Any]) -> DifferenceLine:
    return DifferenceLine(
        row.difference_id,
        Difference(row.kind),
        row.found_at,
        Evidence(row.difference_evidence),
        row.shown_at,
        line(row),
    )

"""Postings by the day they start, in groups that share a moment, an advert and a state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, cast, func, select

from orchestrator.domain.status import Status
from orchestrator.storage import tables as t

from .postings import PostingLine, a, f, line, p, select_postings, v
from .status import STATUS, in_state
from .today import named

MOST = 200
"""Groups a page shows; the page says when there are more."""


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """`board` is an account's id; both ends are instants, the second is not included."""

    employer: int | None
    start: datetime
    end: datetime
    status: Status | None = None
    board: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """`count` postings of one advert that start at `at`; `kind` and `id` lead to the posting, or to the advert."""

    at: datetime
    title: str
    count: int
    status: Status
    kind: str
    id: int


def groups(connection: Connection, wanted: CalendarFilter) -> list[Group]:
    """By time; at most `MOST` and one more, which says that there are more. Cancelled postings are left out."""
    w = t.wording.c
    rows = connection.execute(
        select(
            p.starts_at,
            STATUS.label("status"),
            w.advert_id,
            func.count().label("number"),
            func.min(p.id).label("first"),
            func.min(v.title).label("title"),
            func.min(v.town).label("town"),
            func.min(a.label).label("account"),
            func.min(t.advert.c.name).label("advert"),
        )
        .select_from(t.posting)
        .join(t.board_account, a.id == p.account_id)
        .join(t.vacancy, v.id == p.vacancy_id)
        .join(t.wording, w.id == p.wording_id)
        .join(t.advert, t.advert.c.id == w.advert_id)
        .outerjoin(t.feed, f.account_id == p.account_id)
        .where(*_where(wanted))
        .group_by(p.starts_at, w.advert_id, STATUS)
        .order_by(p.starts_at, func.min(t.advert.c.name), w.advert_id)
        .limit(MOST + 1)
    )
    return [
        Group(
            row.starts_at, f"{named(row.title, row.town)}: {row.account}", 1, Status(row.status), "posting", row.first
        )
        if row.number == 1
        else Group(row.starts_at, row.advert, row.number, Status(row.status), "advert", row.advert_id)
        for row in rows
    ]


def ends(connection: Connection, wanted: CalendarFilter, zone: str) -> Mapping[date, int]:
    """How many postings end on each day of `zone`."""
    day = cast(func.timezone(zone, p.ends_at), Date).label("day")
    conditions: list[ColumnElement[bool]] = [p.ends_at >= wanted.start, p.ends_at < wanted.end, p.ended_at.is_(None)]
    if wanted.employer is not None:
        conditions.append(p.employer_id == wanted.employer)
    if wanted.board is not None:
        conditions.append(p.account_id == wanted.board)
    rows: Any = connection.execute(select(day, func.count()).where(*conditions).group_by(day))
    return dict(rows.all())


def of_moment(connection: Connection, advert: int, at: datetime) -> list[PostingLine]:
    """The postings of an advert that start at an instant, by place."""
    query = (
        select_postings()
        .join(t.wording, t.wording.c.id == p.wording_id)
        .where(t.wording.c.advert_id == advert, p.starts_at == at)
        .where(p.ended_at.is_(None) | p.published_at.is_not(None))
        .order_by(v.town, v.reference, a.label)
        .limit(MOST)
    )
    return [line(row) for row in connection.execute(query)]


def boards(connection: Connection, employer: int | None) -> list[tuple[int, str]]:
    """Board accounts to filter by: (id, label)."""
    query = select(a.id, a.label).where(a.archived_at.is_(None)).order_by(a.label)
    if employer is not None:
        query = query.where(a.employer_id.is_(None) | (a.employer_id == employer))
    return [(row.id, row.label) for row in connection.execute(query)]


def _where(wanted: CalendarFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [
        p.starts_at >= wanted.start,
        p.starts_at < wanted.end,
        p.ended_at.is_(None) | p.published_at.is_not(None),
    ]
    if wanted.employer is not None:
        where.append(p.employer_id == wanted.employer)
    if wanted.board is not None:
        where.append(p.account_id == wanted.board)
    if wanted.status is not None:
        where.append(in_state(wanted.status))
    return where

"""Postings by the day they start, in groups that share a moment, an advert and a state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, case, cast, func, select

from orchestrator.domain.status import Status
from orchestrator.storage import tables as t

from .postings import PostingLine, a, f, line, p, select_postings, v
from .status import STATUS, in_state
from .today import named

MOST = 500
"""Postings of one group on its page."""

PAGE = 100
"""Rows of one page of the table."""


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """`board` is an account's id, `owner` a person's; both ends are instants, the second is not included."""

    employer: int | None
    start: datetime
    end: datetime
    status: Status | None = None
    board: int | None = None
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """`count` postings of one advert that start at `at`; `kind` and `id` lead to the posting, or to the advert."""

    at: datetime
    title: str
    count: int
    status: Status
    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Started:
    """What starts on one day: its first groups, and how many postings there are beside them."""

    groups: tuple[Group, ...]
    more: int


def started(connection: Connection, wanted: CalendarFilter, zone: str, most: int) -> Mapping[date, Started]:
    """By day of `zone`: at most `most` groups each, what needs a person first, then by time. Cancelled ones are left
    out.
    """
    w = t.wording.c
    g = (
        select(
            p.starts_at,
            cast(func.timezone(zone, p.starts_at), Date).label("day"),
            STATUS.label("status"),
            w.advert_id,
            func.count().label("number"),
            func.min(p.id).label("first"),
        )
        .select_from(t.posting)
        .join(t.wording, w.id == p.wording_id)
        .outerjoin(t.feed, f.account_id == p.account_id)
        .where(*_where(wanted))
        .group_by(p.starts_at, w.advert_id, STATUS)
        .cte("groups")
    ).c
    urgent = case((g.status == Status.NEEDS_YOU, 0), else_=1)
    ranked = select(
        g.starts_at,
        g.day,
        g.status,
        g.advert_id,
        g.number,
        g.first,
        func.row_number()
        .over(partition_by=g.day, order_by=(urgent, g.starts_at, g.advert_id, g.status))
        .label("place"),
        func.sum(g.number).over(partition_by=g.day).label("of_day"),
    ).subquery()
    r = ranked.c
    rows = connection.execute(
        select(r.starts_at, r.day, r.status, r.advert_id, r.number, r.first, r.of_day, r.place,
               v.title, v.town, a.label.label("account"), t.advert.c.name.label("advert"))
        .select_from(ranked)
        .join(t.posting, p.id == r.first)
        .join(t.vacancy, v.id == p.vacancy_id)
        .join(t.board_account, a.id == p.account_id)
        .join(t.advert, t.advert.c.id == r.advert_id)
        .where(r.place <= most)
        .order_by(r.day, r.place)
    ).all()  # fmt: skip
    by_day: dict[date, list[Any]] = {}
    for row in rows:
        by_day.setdefault(row.day, []).append(row)
    return {
        day: Started(tuple(map(_group, found)), int(found[0].of_day) - sum(row.number for row in found))
        for day, found in by_day.items()
    }


def _group(row: Any) -> Group:
    if row.number == 1:
        title = f"{named(row.title, row.town)}: {row.account}"
        return Group(row.starts_at, title, 1, Status(row.status), "posting", row.first)
    return Group(row.starts_at, row.advert, row.number, Status(row.status), "advert", row.advert_id)


def ends(connection: Connection, wanted: CalendarFilter, zone: str) -> Mapping[date, int]:
    """How many postings end on each day of `zone`."""
    day = cast(func.timezone(zone, p.ends_at), Date).label("day")
    query = (
        select(day, func.count())
        .where(p.ends_at >= wanted.start, p.ends_at < wanted.end, p.ended_at.is_(None), *_whose(wanted))
        .group_by(day)
    )
    rows: Any = connection.execute(query)
    return dict(rows.all())


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the postings that start in a span, by time, and how many there are."""

    rows: tuple[PostingLine, ...]
    total: int


def listed(connection: Connection, wanted: CalendarFilter, page: int) -> Listed:
    """The same postings as `started`, one by one."""
    total = connection.execute(
        select(func.count())
        .select_from(t.posting)
        .outerjoin(t.feed, f.account_id == p.account_id)
        .where(*_where(wanted))
    ).scalar_one()
    rows = connection.execute(
        select_postings().where(*_where(wanted)).order_by(p.starts_at, p.id).limit(PAGE).offset((page - 1) * PAGE)
    )
    return Listed(tuple(map(line, rows)), total)


def of_moment(connection: Connection, advert: int, at: datetime, status: Status | None = None) -> list[PostingLine]:
    """The postings of an advert that start at an instant (and are in a state), by place."""
    query = (
        select_postings()
        .join(t.wording, t.wording.c.id == p.wording_id)
        .where(t.wording.c.advert_id == advert, p.starts_at == at)
        .where(p.ended_at.is_(None) | p.published_at.is_not(None))
        .order_by(v.town, v.reference, a.label)
        .limit(MOST)
    )
    if status is not None:
        query = query.where(in_state(status))
    return [line(row) for row in connection.execute(query)]


def boards(connection: Connection, employer: int | None) -> list[tuple[int, str]]:
    """Board accounts to filter by: (id, label)."""
    query = select(a.id, a.label).where(a.archived_at.is_(None)).order_by(a.label)
    if employer is not None:
        query = query.where(a.employer_id.is_(None) | (a.employer_id == employer))
    return [(row.id, row.label) for row in connection.execute(query)]


def owners(connection: Connection, employer: int | None) -> list[tuple[int, str]]:
    """People whose postings these may be: (id, name)."""
    o = t.person.c
    query = select(o.id, o.full_name).where(o.active).order_by(o.full_name)
    if employer is not None:
        query = query.where(o.employer_id.is_(None) | (o.employer_id == employer))
    return [(row.id, row.full_name) for row in connection.execute(query)]


def _where(wanted: CalendarFilter) -> Sequence[ColumnElement[bool]]:
    state = [] if wanted.status is None else [in_state(wanted.status)]
    sent = p.ended_at.is_(None) | p.published_at.is_not(None)
    return [p.starts_at >= wanted.start, p.starts_at < wanted.end, sent, *_whose(wanted), *state]


def _whose(wanted: CalendarFilter) -> Sequence[ColumnElement[bool]]:
    asked = ((p.employer_id, wanted.employer), (p.account_id, wanted.board), (p.owner_id, wanted.owner))
    return [column == value for column, value in asked if value is not None]


def countries(connection: Connection, employer: int | None) -> list[str]:
    """The countries of the employers shown, whose bank holidays count."""
    query = select(t.employer.c.country).distinct().order_by(t.employer.c.country)
    if employer is not None:
        query = query.where(t.employer.c.id == employer)
    return list(connection.execute(query).scalars())

"""What a recruiter wants to know in the morning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from orchestrator.domain.figure import Absent, Figure
from orchestrator.domain.reading import REPORTED, Metric
from orchestrator.domain.status import Status
from orchestrator.storage import tables as t

from .link import Link
from .postings import LIVE, a, f, p, v
from .status import STATUS, URGENCY, in_state

MOST = 20
"""Lines of a section of the page; the calendar has the rest."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """`due` are still to go out between the two instants, `sent` went out between them already."""

    live: int
    open_postings: int
    due: int
    sent: int


@dataclass(frozen=True, slots=True)
class GoingOut:
    """One vacancy's postings that start at the same moment."""

    at: datetime
    vacancy_id: int
    title: str
    openings: int
    boards: str
    status: Status


@dataclass(frozen=True, slots=True)
class Ending:
    """One vacancy's postings that end soon."""

    vacancy_id: int
    title: str
    text: str
    action: Link | None
    ends_at: datetime
    postings: int


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Live postings of one board account of which no count has arrived."""

    postings: int
    boards: str
    text: str
    action: Link | None


def _of(query: Any, employer: int | None) -> Any:  # any select of postings, whatever its columns
    return query if employer is None else query.where(p.employer_id == employer)


def numbers(connection: Connection, employer: int | None, start: datetime, end: datetime) -> Numbers:
    """Totals of the open postings; the two instants are the day's ends in the employer's zone."""
    day = (p.starts_at >= start) & (p.starts_at < end)
    unsent = day & in_state(Status.SCHEDULED)
    row = connection.execute(
        _of(
            select(
                func.count().filter(LIVE).label("live"),
                func.count().label("open"),
                func.count().filter(unsent).label("due"),
                func.count().filter((p.published_at >= start) & (p.published_at < end)).label("sent"),
            )
            .select_from(t.posting)
            .outerjoin(t.feed, f.account_id == p.account_id)
            .where(p.ended_at.is_(None)),
            employer,
        )
    ).one()
    return Numbers(row.live, row.open, row.due, row.sent)


def applications(connection: Connection, employer: int | None, since: date) -> tuple[Figure, int]:
    """Of open postings: the applications others report for the days from `since`, and for how many that is known.

    Of each posting one reporter is taken; spans that reach back before `since` are in no sum.
    """
    fact = t.fact.c
    rank = case({origin: number for number, origin in enumerate(REPORTED)}, value=fact.origin)
    one = (
        select(fact.posting_id, func.sum(fact.value).label("value"))
        .ext(distinct_on(fact.posting_id))
        .where(fact.metric == Metric.APPLICATION, fact.origin.in_(REPORTED), fact.day >= since)
        .group_by(fact.posting_id, fact.origin)
        .order_by(fact.posting_id, rank)
    )
    s = (one if employer is None else one.where(fact.employer_id == employer)).subquery()
    total, known = connection.execute(
        select(func.sum(s.c.value), func.count()).join(t.posting, p.id == s.c.posting_id).where(p.ended_at.is_(None))
    ).one()
    return (Figure(None, absent=Absent.NONE_YET) if total is None else Figure(int(total))), known


def going_out(connection: Connection, employer: int | None, start: datetime, end: datetime) -> list[GoingOut]:
    """What starts between the two instants, by time; closed ones are left out."""
    rows = connection.execute(
        _of(
            select(
                p.starts_at,
                v.id,
                v.title,
                v.town,
                v.openings,
                func.string_agg(a.label.distinct(), ", ").label("boards"),
                func.array_agg(STATUS.distinct()).label("states"),
            )
            .select_from(t.posting)
            .join(t.board_account, a.id == p.account_id)
            .join(t.vacancy, v.id == p.vacancy_id)
            .outerjoin(t.feed, f.account_id == p.account_id)
            .where(p.starts_at >= start, p.starts_at < end, p.ended_at.is_(None), p.wish == "live")
            .group_by(p.starts_at, v.id)
            .order_by(p.starts_at, v.title, v.id)
            .limit(MOST),
            employer,
        )
    ).all()
    return [
        GoingOut(row.starts_at, row.id, named(row.title, row.town), row.openings, row.boards, worst(row.states))
        for row in rows
    ]


def ending(connection: Connection, employer: int | None, now: datetime, days: int = 3) -> list[Ending]:
    """Vacancies with postings that end within `days`, soonest first."""
    rows = connection.execute(
        _of(
            select(
                v.id,
                v.title,
                v.town,
                func.min(p.ends_at).label("ends_at"),
                func.count().label("number"),
                func.min(p.id).label("first"),
                func.string_agg(a.label.distinct(), ", ").label("boards"),
            )
            .select_from(t.posting)
            .join(t.board_account, a.id == p.account_id)
            .join(t.vacancy, v.id == p.vacancy_id)
            .where(p.ended_at.is_(None), p.wish == "live", p.ends_at >= now, p.ends_at < now + timedelta(days=days))
            .group_by(v.id)
            .order_by(func.min(p.ends_at), v.id)
            .limit(MOST),
            employer,
        )
    ).all()
    return [
        Ending(
            row.id,
            named(row.title, row.town),
            row.boards,
            Link("Change the end", "posting", row.first) if row.number == 1 else None,
            row.ends_at,
            row.number,
        )
        for row in rows
    ]


def uncounted(connection: Connection, employer: int | None, now: datetime) -> list[Uncounted]:
    """Live for over a day, on an account that has reported something of none of them."""
    # An index has the months of open postings that somebody counted; of facts there are years. Each id once, so that
    # they are joined all at once: the planner takes live postings for few, and would look each of thousands up.
    month = t.posting_month.c
    counted = select(month.posting_id).where(month.open).distinct().subquery().c
    rows = connection.execute(
        _of(
            select(a.id, a.label, a.board, func.count().label("number"))
            .select_from(t.posting)
            .join(t.board_account, a.id == p.account_id)
            .outerjoin(t.feed, f.account_id == p.account_id)
            .outerjoin(counted.posting_id.table, counted.posting_id == p.id)
            .where(p.ended_at.is_(None), LIVE, p.published_at < now - timedelta(days=1), counted.posting_id.is_(None))
            .group_by(a.id)
            .order_by(func.count().desc()),
            employer,
        )
    ).all()
    return [
        Uncounted(
            row.number,
            row.label,
            "Live for over a day and no count has arrived.",
            Link("See the account", "account", row.id),
        )
        for row in rows
    ]


def named(title: str, town: str) -> str:
    """`Care Coordinator, Torquay`."""
    return f"{title}, {town}" if town else title


def worst(states: Sequence[str]) -> Status:
    """The most urgent of the states of a group."""
    return min((Status(each) for each in states), key=URGENCY.index)

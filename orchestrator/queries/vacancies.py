"""Vacancies in a list, and one with its postings and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from orchestrator.domain.posting import Cause
from orchestrator.domain.status import Status
from orchestrator.domain.vacancy import Vacancy, VacancyState
from orchestrator.storage import tables as t
from orchestrator.storage.vacancies import facts_of

from .postings import f, p
from .status import Tally, counted, in_state, tally

v = t.vacancy.c
PAGE = 50
"""Rows of a page of a list."""


@dataclass(frozen=True, slots=True)
class VacancyFilter:
    """What a list is narrowed to. `owner` is a person's id; `cause` one that a posting of the vacancy waits for."""

    employer: int | None
    text: str = ""
    status: Status | None = None
    owner: int | None = None
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class VacancyLine:
    """One vacancy in a list; `status` is the most urgent of its postings'. `filled` counts openings."""

    id: int
    employer_id: int
    title: str
    reference: str
    place: str
    openings: int
    filled: int
    status: Status
    reason: str
    live: int
    boards: int
    owner: str
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class VacancyPage:
    """One page of a list, and what it is a page of."""

    rows: tuple[VacancyLine, ...]
    total: int
    openings: int


@dataclass(frozen=True, slots=True)
class VacancyRecord:
    """One vacancy as it is stored; `advert_id` is the newest advert that sells it."""

    id: int
    employer_id: int
    employer: str
    zone: str
    reference: str
    facts: Vacancy
    state: VacancyState
    version: int
    owner: str
    owner_id: int | None
    advert_id: int | None


def vacancies(connection: Connection, wanted: VacancyFilter, page: int = 1) -> VacancyPage:
    """Open ones first, newest first; `page` counts from 1."""
    order = (v.state != VacancyState.OPEN, v.created_at.desc(), v.id.desc())
    # By ids alone, counted in the same pass: whole rows of all that match would be sorted.
    numbered = (
        select(v.id, func.count().over().label("total"), func.sum(v.openings).over().label("of_all"))
        .where(*_where(wanted))
        .order_by(*order)
    )
    found = connection.execute(numbered.limit(PAGE).offset((page - 1) * PAGE)).all()
    # Beyond the last page there is no row to tell how many there are.
    first = found[0] if found else connection.execute(numbered.limit(1)).first()
    rows = connection.execute(
        select(t.vacancy, t.person.c.full_name.label("owner"))
        .outerjoin(t.person, t.person.c.id == v.owner_id)
        .where(v.id.in_([row.id for row in found]))
        .order_by(*order)
    ).all()
    total, openings = (first.total, int(first.of_all)) if first else (0, 0)
    tallies = tally_by_vacancy(connection, [row.id for row in rows])
    lines = tuple(_line(row, *tallies.get(row.id, (tally(0, 0, 0, 0), 0, 0))) for row in rows)
    return VacancyPage(lines, total, openings)


def tally_by_vacancy(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[Tally, int, int]]:
    """By vacancy: its open postings by state, the board accounts they are on, and how many it ever had."""
    rows = connection.execute(
        select(
            p.vacancy_id,
            counted(Status.NEEDS_YOU).label("needs"),
            counted(Status.SENDING).label("sending"),
            counted(Status.SCHEDULED).label("scheduled"),
            counted(Status.LIVE).label("live"),
            func.count(p.account_id.distinct()).filter(p.ended_at.is_(None)).label("boards"),
            func.count().label("ever"),
        )
        .select_from(t.posting)
        .outerjoin(t.feed, f.account_id == p.account_id)
        .where(p.vacancy_id.in_(ids))
        .group_by(p.vacancy_id)
    )
    return {
        row.vacancy_id: (tally(row.needs, row.sending, row.scheduled, row.live), row.boards, row.ever) for row in rows
    }


def posting_ids(connection: Connection, ids: Sequence[int], *, open_only: bool = False) -> dict[int, list[int]]:
    """The postings of some vacancies, by vacancy; `open_only` leaves out what is closed or closing."""
    query = select(p.vacancy_id, p.id).where(p.vacancy_id.in_(ids)).order_by(p.id)
    if open_only:
        query = query.where(p.ended_at.is_(None), p.wish == "live")
    found: dict[int, list[int]] = {}
    for vacancy_id, posting_id in connection.execute(query):
        found.setdefault(vacancy_id, []).append(posting_id)
    return found


def vacancy(connection: Connection, id: int) -> VacancyRecord | None:
    """One vacancy; None where there is none."""
    newest = (
        select(t.advert_vacancy.c.advert_id)
        .join(t.advert, t.advert.c.id == t.advert_vacancy.c.advert_id)
        .where(t.advert_vacancy.c.vacancy_id == v.id, t.advert.c.archived_at.is_(None))
        .order_by(t.advert.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = connection.execute(
        select(
            t.vacancy,
            t.employer.c.name.label("employer"),
            t.employer.c.zone,
            t.person.c.full_name.label("owner"),
            newest.label("advert_id"),
        )
        .join(t.employer, t.employer.c.id == v.employer_id)
        .outerjoin(t.person, t.person.c.id == v.owner_id)
        .where(v.id == id)
    ).one_or_none()
    if row is None:
        return None
    return VacancyRecord(
        row.id,
        row.employer_id,
        row.employer,
        row.zone,
        row.reference,
        facts_of(row),
        VacancyState(row.state),
        row.version,
        row.owner or "nobody",
        row.owner_id,
        row.advert_id,
    )


def employer_of(connection: Connection, id: int) -> int | None:
    """The employer of a vacancy; None where there is no such vacancy."""
    return connection.execute(select(v.employer_id).where(v.id == id)).scalar()


def _line(row: Row[Any], counts: Tally, boards: int, ever: int) -> VacancyLine:
    status, reason = shown(row.state, counts, ever)
    return VacancyLine(
        row.id,
        row.employer_id,
        row.title,
        row.reference,
        facts_of(row).place.label,
        row.openings,
        row.openings if row.state == VacancyState.FILLED else 0,
        status,
        reason,
        counts.live,
        boards,
        row.owner or "nobody",
        row.closes_on,
    )


def shown(state: str, counts: Tally, ever: int) -> tuple[Status, str]:
    """The state of a vacancy and its sentence. A closed one whose adverts are still up is not closed yet."""
    if counts.worst is not None:
        return counts.worst, counts.sentence
    if state != VacancyState.OPEN:
        return Status.CLOSED, "filled" if state == VacancyState.FILLED else ""
    return (Status.CLOSED, "ended on every board") if ever else (Status.DRAFT, "not on any board yet")


def _where(wanted: VacancyFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.employer is not None:
        where.append(v.employer_id == wanted.employer)
    if wanted.text:
        where.append(
            or_(
                *(
                    column.icontains(wanted.text, autoescape=True)
                    for column in (v.title, v.town, v.reference, v.requisition)
                )
            )
        )
    if wanted.owner is not None:
        where.append(v.owner_id == wanted.owner)
    if wanted.cause is not None:
        where.append(_has(p.cause == wanted.cause, p.ended_at.is_(None)))
    if wanted.status is not None:
        where.append(_in_state(wanted.status))
    return where


def _in_state(status: Status) -> ColumnElement[bool]:
    """A vacancy is found under the state of any of its open postings; without one it is a draft, or closed."""
    if status not in (Status.DRAFT, Status.CLOSED):
        return _has(in_state(status))
    rest = and_(~_has(p.ended_at.is_(None)), v.state == VacancyState.OPEN, ~_has())
    return (
        rest if status is Status.DRAFT else and_(~_has(p.ended_at.is_(None)), or_(v.state != VacancyState.OPEN, _has()))
    )


def _has(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(p.id)
        .select_from(t.posting.outerjoin(t.feed, f.account_id == p.account_id))
        .where(p.vacancy_id == v.id, *conditions)
        .correlate(t.vacancy)
        .exists()
    )

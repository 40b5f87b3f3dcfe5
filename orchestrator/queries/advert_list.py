"""Adverts in a list, worst state first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, func, or_, select

from orchestrator.domain.status import Status
from orchestrator.storage import tables as t

from .postings import a, f, p
from .status import STATUS, Tally, tally
from .vacancies import PAGE

d, w, v = t.advert.c, t.wording.c, t.vacancy.c
EVER: ColumnElement[bool] = (
    select(p.id).join(t.wording, w.id == p.wording_id).where(w.advert_id == d.id).correlate(t.advert).exists()
)
"""Whether an advert has ever had a posting."""


@dataclass(frozen=True, slots=True)
class AdvertFilter:
    """What a list is narrowed to. `owner` is a person's id; `templates` are listed by themselves."""

    employer: int | None
    text: str = ""
    status: Status | None = None
    owner: int | None = None
    templates: bool = False


@dataclass(frozen=True, slots=True)
class AdvertLine:
    """One advert in a list; `status` is the most urgent of its postings'. `places` in words, `boards` None: none."""

    id: int
    employer_id: int
    title: str
    wordings: int
    vacancies: int
    openings: int
    places: str
    status: Status
    reason: str
    boards: str | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class AdvertPage:
    """One page of a list, and how many there are in all."""

    rows: tuple[AdvertLine, ...]
    total: int


def adverts(connection: Connection, wanted: AdvertFilter, page: int = 1) -> AdvertPage:
    """Most urgent first, then the one changed last; `page` counts from 1."""
    s = _open(wanted.employer)
    base = select(t.advert).outerjoin(s.needs.table, s.advert_id == d.id).where(*_where(wanted, s))
    total = connection.execute(select(func.count()).select_from(base.subquery())).scalar_one()
    urgency = case((s.needs > 0, 0), (s.sending > 0, 1), (s.scheduled > 0, 2), (s.live > 0, 3), (EVER, 5), else_=4)
    rows = connection.execute(
        base.add_columns(s.needs, s.sending, s.scheduled, s.live, EVER.label("ever"))
        .order_by(urgency, d.updated_at.desc(), d.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    ids = [row.id for row in rows]
    return AdvertPage(
        tuple(_lines(rows, _wordings(connection, ids), _uses(connection, ids), _boards(connection, ids))), total
    )


def _open(employer: int | None) -> Any:
    """By advert, how many of its open postings are in each state; adverts without any are missing."""
    by_wording = (
        select(p.wording_id, STATUS.label("status"), func.count().label("number"))
        .select_from(t.posting)
        .outerjoin(t.feed, f.account_id == p.account_id)
        .where(p.ended_at.is_(None))
        .group_by(p.wording_id, STATUS)
    )
    if employer is not None:
        by_wording = by_wording.where(p.employer_id == employer)
    o = by_wording.subquery().c

    def number(status: Status) -> ColumnElement[int]:
        return func.coalesce(func.sum(o.number).filter(o.status == status), 0).label(status.value)

    query = (
        select(
            w.advert_id,
            number(Status.NEEDS_YOU).label("needs"),
            number(Status.SENDING),
            number(Status.SCHEDULED),
            number(Status.LIVE),
        )
        .join(t.wording, w.id == o.wording_id)
        .group_by(w.advert_id)
    )
    return query.subquery().c


def _where(wanted: AdvertFilter, s: Any) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [d.archived_at.is_(None), d.template.is_(wanted.templates)]
    if wanted.employer is not None:
        where.append(d.employer_id == wanted.employer)
    if wanted.owner is not None:
        where.append(d.owner_id == wanted.owner)
    if wanted.text:
        uses = (
            select(v.id)
            .join(t.advert_vacancy, t.advert_vacancy.c.vacancy_id == v.id)
            .where(
                t.advert_vacancy.c.advert_id == d.id,
                or_(
                    v.town.icontains(wanted.text, autoescape=True), v.reference.icontains(wanted.text, autoescape=True)
                ),
            )
            .correlate(t.advert)
        )
        where.append(or_(d.name.icontains(wanted.text, autoescape=True), uses.exists()))
    match wanted.status:
        case None:
            pass
        case Status.DRAFT:
            where.append(~EVER)
        case Status.CLOSED:
            where.append(EVER & (func.coalesce(s.needs + s.sending + s.scheduled + s.live, 0) == 0))
        case Status.NEEDS_YOU:
            where.append(s.needs > 0)
        case _:
            where.append(s[wanted.status.value] > 0)
    return where


def _wordings(connection: Connection, ids: list[int]) -> dict[int, int]:
    found = connection.execute(select(w.advert_id, func.count()).where(w.advert_id.in_(ids)).group_by(w.advert_id))
    return {row[0]: row[1] for row in found}


def _uses(connection: Connection, ids: list[int]) -> dict[int, Row[Any]]:
    rows = connection.execute(
        select(
            t.advert_vacancy.c.advert_id,
            func.count().label("vacancies"),
            func.sum(v.openings).label("openings"),
            func.count(v.town.distinct()).filter(v.town != "").label("towns"),
            func.min(v.town).label("town"),
        )
        .join(t.vacancy, v.id == t.advert_vacancy.c.vacancy_id)
        .where(t.advert_vacancy.c.advert_id.in_(ids))
        .group_by(t.advert_vacancy.c.advert_id)
    )
    return {row.advert_id: row for row in rows}


def _boards(connection: Connection, ids: list[int]) -> dict[int, str]:
    rows = connection.execute(
        select(w.advert_id, func.string_agg(a.label.distinct(), ", ").label("boards"))
        .select_from(t.posting)
        .join(t.wording, w.id == p.wording_id)
        .join(t.board_account, a.id == p.account_id)
        .where(w.advert_id.in_(ids), p.ended_at.is_(None))
        .group_by(w.advert_id)
    )
    return {row.advert_id: row.boards for row in rows}


def _lines(rows: Any, wordings: dict[int, int], uses: dict[int, Row[Any]], boards: dict[int, str]) -> list[AdvertLine]:
    found = []
    for row in rows:
        counts = tally(row.needs, row.sending, row.scheduled, row.live)
        status, reason = _shown(counts, ever=row.ever)
        used = uses.get(row.id)
        towns = 0 if used is None else used.towns
        found.append(
            AdvertLine(
                row.id,
                row.employer_id,
                row.name,
                wordings.get(row.id, 0),
                0 if used is None else used.vacancies,
                0 if used is None else int(used.openings),
                "" if used is None or not towns else used.town if towns == 1 else f"{towns} towns",
                status,
                reason,
                boards.get(row.id),
                row.updated_at,
            )
        )
    return found


def _shown(counts: Tally, *, ever: bool) -> tuple[Status, str]:
    if counts.worst is not None:
        return counts.worst, counts.sentence
    return (Status.CLOSED, "ended on every board") if ever else (Status.DRAFT, "not on any board yet")

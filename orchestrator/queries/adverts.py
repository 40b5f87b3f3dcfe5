"""One advert with its wordings, its vacancies and its postings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from sqlalchemy import Connection, func, select

from orchestrator.domain.advert import Wording
from orchestrator.domain.override import Override
from orchestrator.domain.vacancy import Vacancy, VacancyState
from orchestrator.storage import overrides
from orchestrator.storage import tables as t
from orchestrator.storage.adverts import wording_of
from orchestrator.storage.vacancies import facts_of

from .postings import p

d, w, v = t.advert.c, t.wording.c, t.vacancy.c


@dataclass(frozen=True, slots=True)
class WordingRecord:
    """One text of an advert as it is stored; `boards`: what some show instead."""

    id: int
    label: str
    text: Wording
    version: int
    boards: Mapping[str, Override]


@dataclass(frozen=True, slots=True)
class UsedBy:
    """A vacancy that an advert sells."""

    id: int
    reference: str
    facts: Vacancy
    state: VacancyState
    postings: int


@dataclass(frozen=True, slots=True)
class Servable:
    """A vacancy an advert could sell."""

    id: int
    reference: str
    title: str
    town: str


@dataclass(frozen=True, slots=True)
class AdvertRecord:
    """One advert as it is stored, with its texts and vacancies."""

    id: int
    employer_id: int
    employer: str
    zone: str
    name: str
    version: int
    updated_at: datetime
    updated_by: str
    wordings: tuple[WordingRecord, ...]
    vacancies: tuple[UsedBy, ...]


def advert(connection: Connection, id: int) -> AdvertRecord | None:
    """One advert; None where there is none."""
    row = connection.execute(
        select(t.advert, t.employer.c.name.label("employer"), t.employer.c.zone)
        .join(t.employer, t.employer.c.id == d.employer_id)
        .where(d.id == id)
    ).one_or_none()
    if row is None:
        return None
    texts = connection.execute(select(t.wording).where(w.advert_id == id).order_by(w.label)).all()
    own = overrides.of_advert(connection, id)
    used = connection.execute(
        select(t.vacancy)
        .join(t.advert_vacancy, t.advert_vacancy.c.vacancy_id == v.id)
        .where(t.advert_vacancy.c.advert_id == id)
        .order_by(v.title, v.town, v.id)
    ).all()
    return AdvertRecord(
        row.id,
        row.employer_id,
        row.employer,
        row.zone,
        row.name,
        row.version,
        row.updated_at,
        row.updated_by,
        tuple(
            WordingRecord(each.id, each.label, wording_of(each), each.version, own.get(each.label, {}))
            for each in texts
        ),
        tuple(
            UsedBy(each.id, each.reference, facts_of(each), VacancyState(each.state), each.postings) for each in used
        ),
    )


def employer_of(connection: Connection, id: int) -> int | None:
    """The employer of an advert; None where there is no such advert."""
    return connection.execute(select(d.employer_id).where(d.id == id)).scalar()


def posting_ids(connection: Connection, ids: Sequence[int], *, open_only: bool = False) -> dict[int, list[int]]:
    """The postings of some adverts, by advert."""
    query = select(w.advert_id, p.id).join(t.posting, p.wording_id == w.id).where(w.advert_id.in_(ids)).order_by(p.id)
    if open_only:
        query = query.where(p.ended_at.is_(None), p.wish == "live")
    found: dict[int, list[int]] = {}
    for advert_id, posting_id in connection.execute(query):
        found.setdefault(advert_id, []).append(posting_id)
    return found


def accounts_in_use(connection: Connection, id: int) -> list[int]:
    """The board accounts an advert is open on."""
    query = select(p.account_id).distinct().join_from(t.posting, t.wording, p.wording_id == w.id)
    return list(connection.scalars(query.where(w.advert_id == id, p.ended_at.is_(None), p.wish == "live")))


def vacancy_facts(connection: Connection, employer: int, ids: Collection[int]) -> list[tuple[int, Vacancy]]:
    """The facts of some vacancies of an employer, by id."""
    rows = connection.execute(select(t.vacancy).where(v.employer_id == employer, v.id.in_(ids)).order_by(v.id))
    return [(row.id, facts_of(row)) for row in rows]


def sold(
    connection: Connection, advert: AdvertRecord | None, employer: int, ids: Collection[int]
) -> list[tuple[int, Vacancy]]:
    """As `vacancy_facts`; those that the advert sells already have been read with it."""
    known = {each.id: each.facts for each in advert.vacancies if each.id in ids} if advert else {}
    others = [id for id in ids if id not in known]
    read = vacancy_facts(connection, employer, others) if others else []
    return sorted([*known.items(), *read], key=itemgetter(0))


def servable(connection: Connection, employer: int, advert: int | None, most: int = 50) -> list[Servable]:
    """Open vacancies of an employer that an advert does not sell yet, newest first."""
    own = select(t.advert_vacancy.c.vacancy_id).where(t.advert_vacancy.c.advert_id == advert)
    rows = connection.execute(
        select(v.id, v.reference, v.title, v.town)
        .where(v.employer_id == employer, v.state == VacancyState.OPEN, v.id.not_in(own))
        .order_by(v.created_at.desc(), v.id.desc())
        .limit(most)
    )
    return [Servable(row.id, row.reference, row.title, row.town) for row in rows]


def by_reference(connection: Connection, employer: int, references: Collection[str]) -> dict[str, int]:
    """The ids of an employer's vacancies by their references, as far as they exist."""
    rows = connection.execute(select(v.reference, v.id).where(v.employer_id == employer, v.reference.in_(references)))
    return {row.reference: row.id for row in rows}


@dataclass(frozen=True, slots=True)
class Sells:
    """An advert, and how many of some vacancies it sells."""

    id: int
    name: str
    sells: int


def selling(connection: Connection, employer: int, vacancies: Sequence[int], most: int = 20) -> list[Sells]:
    """The adverts of an employer that could sell some vacancies: those that sell most of them first."""
    number = (
        select(func.count())
        .where(t.advert_vacancy.c.advert_id == d.id, t.advert_vacancy.c.vacancy_id.in_(vacancies))
        .scalar_subquery()
    )
    rows = connection.execute(
        select(d.id, d.name, number.label("sells"))
        .where(d.employer_id == employer, d.archived_at.is_(None))
        .order_by(number.desc(), d.updated_at.desc())
        .limit(most)
    )
    return [Sells(row.id, row.name, row.sells) for row in rows]

"""Statements about applications that no board can be given: totals of a vacancy since it was opened, appended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select, text

from orchestrator.domain.reading import Origin

from .tables import unattributed, vacancy


@dataclass(frozen=True, slots=True)
class Total:
    """`value` of a vacancy in all, as somebody reported it."""

    vacancy: int
    value: int
    origin: Origin
    taken_at: datetime
    actor: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Brackets:
    """Totals of a vacancy at the end of a period and before it began, each lowered to what was reported later.

    `before` None: nothing was reported before it. `fresh`: the vacancy was opened within the period.
    """

    vacancy: int
    title: str
    at_end: int
    before: int | None
    fresh: bool
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """Whose a vacancy is, and since when it can have applications."""

    employer_id: int
    at: datetime


def append(connection: Connection, totals: Sequence[Total], owners: Mapping[int, Opened]) -> None:
    """Add totals of vacancies in `owners`; none is ever changed."""
    if totals:
        connection.execute(
            unattributed.insert(),
            [
                {
                    "employer_id": owners[each.vacancy].employer_id,
                    "vacancy_id": each.vacancy,
                    "value": each.value,
                    "origin": each.origin,
                    "taken_at": each.taken_at,
                    "actor": each.actor,
                    "note": each.note,
                }
                for each in totals
            ],
        )


def opened(connection: Connection, vacancies: Sequence[int]) -> Mapping[int, Opened]:
    """Vacancies by id; unknown ones are missing."""
    v = vacancy.c
    rows = connection.execute(select(v.id, v.employer_id, v.created_at).where(v.id.in_(vacancies)))
    return {row.id: Opened(row.employer_id, row.created_at) for row in rows}


def called(connection: Connection, names: Sequence[str], only: int | None) -> Mapping[str, int]:
    """Vacancies by our reference, of one employer or of all."""
    query = select(vacancy.c.reference, vacancy.c.id).where(vacancy.c.reference.in_(names))
    if only is not None:
        query = query.where(vacancy.c.employer_id == only)
    return {row.reference: row.id for row in connection.execute(query)}


def totals(connection: Connection, vacancies: Sequence[int]) -> list[Total]:
    """Every total of these vacancies, the newest first."""
    u = unattributed.c
    rows = connection.execute(
        select(unattributed).where(u.vacancy_id.in_(vacancies)).order_by(u.taken_at.desc(), u.id.desc())
    )
    return [Total(row.vacancy_id, row.value, Origin(row.origin), row.taken_at, row.actor, row.note) for row in rows]


_LOWERED = """
with t as (
  select u.vacancy_id, u.taken_at, (u.taken_at at time zone e.zone)::date as day,
         (v.created_at at time zone e.zone)::date as opened,
         v.title || case when v.town <> '' then ', ' || v.town else '' end as title,
         min(u.value) over (partition by u.vacancy_id order by u.taken_at desc, u.id desc) as value
  from unattributed u join vacancy v on v.id = u.vacancy_id join employer e on e.id = u.employer_id
  where """
_IN_PERIOD = text(
    _LOWERED
    + """cast(:employer as bigint) is null or u.employer_id = :employer)
select vacancy_id as vacancy, min(title) as title,
       (array_agg(value order by taken_at desc) filter (where day <= :end))[1] as at_end,
       (array_agg(value order by taken_at desc) filter (where day < :start))[1] as before,
       min(opened) >= :start as fresh, max(taken_at) filter (where day <= :end) as as_of
from t group by vacancy_id having max(day) filter (where day <= :end) >= :start order by title, vacancy_id
"""
)
_NOW = text(
    _LOWERED  # noqa: S608 - two constants
    + """u.vacancy_id = any(:vacancies))
select sum(value)::bigint from (select distinct on (vacancy_id) value from t order by vacancy_id, taken_at desc) n
"""
)


def in_period(connection: Connection, start: date, end: date, only: int | None) -> list[Brackets]:
    """Vacancies with a total taken in the period, both days included and of the employer's zone, of one or all."""
    rows = connection.execute(_IN_PERIOD, {"start": start, "end": end, "employer": only})
    return [Brackets(**row._asdict()) for row in rows]


def so_far(connection: Connection, vacancies: Sequence[int]) -> int | None:
    """All that is known to be unattributed of these vacancies; None: nobody has said."""
    found: int | None = connection.execute(_NOW, {"vacancies": list(vacancies)}).scalar()
    return found


_OPEN = text("""
select v.id, v.title, v.town as place, v.reference, v.created_at
from vacancy v where v.state = 'open' and (cast(:employer as bigint) is null or v.employer_id = :employer)
  and exists (select from posting p where p.vacancy_id = v.id and p.published_at is not null)
order by v.title, v.town, v.id limit :most
""")


@dataclass(frozen=True, slots=True)
class OpenVacancy:
    """A vacancy that has been posted and is open."""

    id: int
    title: str
    place: str
    reference: str
    created_at: datetime


def open_vacancies(connection: Connection, only: int | None, most: int) -> list[OpenVacancy]:
    """Whose applications may come from anywhere, of one employer or all."""
    rows = connection.execute(_OPEN, {"employer": only, "most": most})
    return [OpenVacancy(**row._asdict()) for row in rows]

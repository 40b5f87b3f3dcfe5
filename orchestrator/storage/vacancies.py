"""Vacancies: rows and statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, and_, false, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply, Contract, Hours, Vacancy, VacancyState

from .any_of import any_of
from .tables import vacancy


@dataclass(frozen=True, slots=True)
class StoredVacancy:
    """A vacancy as it is kept. `version` counts its changes, `updated_by` made the last one."""

    id: int
    employer_id: int
    reference: str
    vacancy: Vacancy
    state: VacancyState
    owner_id: int | None
    version: int
    updated_by: str
    updated_at: datetime


def columns(facts: Vacancy) -> dict[str, Any]:
    """The facts as the columns that keep them."""
    pay, place = facts.pay, facts.place
    return {
        "title": facts.title,
        "town": place.town,
        "region": place.region,
        "postcode": place.postcode,
        "street": place.street,
        "country": place.country,
        "remote": place.remote,
        "remote_in": list(place.remote_in),
        "pay_minimum": pay.minimum if pay else None,
        "pay_maximum": pay.maximum if pay else None,
        "pay_currency": pay.currency if pay else "GBP",
        "pay_period": (pay.period if pay else PayPeriod.YEAR).value,
        "pay_note": pay.note if pay else "",
        "contract": facts.contract.value,
        "hours": facts.hours.value,
        "weekly_hours": facts.weekly_hours,
        "openings": facts.openings,
        "must_haves": list(facts.must_haves),
        "desirables": list(facts.desirables),
        "checks": list(facts.checks),
        "apply_url": facts.apply.url,
        "apply_email": facts.apply.email,
        "requisition": facts.requisition,
        "category": facts.category,
        "closes_on": facts.closes_on,
    }


def facts_of(row: Row[Any]) -> Vacancy:
    """The facts of a vacancy's row."""
    known = row.pay_minimum is not None or row.pay_maximum is not None or row.pay_note
    pay = Pay(row.pay_minimum, row.pay_maximum, row.pay_currency, PayPeriod(row.pay_period), row.pay_note)
    return Vacancy(
        title=row.title,
        place=Place(row.town, row.region, row.postcode, row.street, row.country, row.remote, tuple(row.remote_in)),
        pay=pay if known else None,
        contract=Contract(row.contract),
        hours=Hours(row.hours),
        weekly_hours=None if row.weekly_hours is None else float(row.weekly_hours),
        openings=row.openings,
        must_haves=tuple(row.must_haves),
        desirables=tuple(row.desirables),
        checks=tuple(row.checks),
        apply=Apply(row.apply_url, row.apply_email),
        requisition=row.requisition,
        category=row.category,
        closes_on=row.closes_on,
    )


def facts_of_all(connection: Connection, ids: Iterable[int]) -> dict[int, Vacancy]:
    """The facts of hundreds of vacancies by id: what has not changed since it was last read is not read again."""
    kept = select(vacancy.c.id, vacancy.c.version, vacancy.c.updated_at).where(vacancy.c.id == any_of(ids))
    found = {row.id: _kept(*row) for row in connection.execute(kept)}
    if unread := [id for id, facts in found.items() if not facts]:
        for row in connection.execute(select(vacancy).where(vacancy.c.id == any_of(unread))):
            found[row.id][:] = [facts_of(row)]
    return {id: facts[0] for id, facts in found.items()}


@lru_cache(maxsize=2_000)
def _kept(id: int, version: int, updated_at: datetime) -> list[Vacancy]:
    """Where the facts of that version are put when they are read. `updated_at` tells databases apart."""
    return []


def find(connection: Connection, id: int) -> StoredVacancy | None:
    row = connection.execute(select(vacancy).where(vacancy.c.id == id)).first()
    if row is None:
        return None
    return StoredVacancy(
        row.id, row.employer_id, row.reference, facts_of(row), VacancyState(row.state), row.owner_id,
        row.version, row.updated_by, row.updated_at,
    )  # fmt: skip


def add(
    connection: Connection,
    employer_id: int,
    reference: str,
    facts: Vacancy,
    actor: str,
    *,
    owner_id: int | None = None,
    imported_hash: bytes | None = None,
) -> int | None:
    """Insert a vacancy; None where its requisition is taken at that place, or the same item was imported before."""
    added = (
        insert(vacancy)
        .values(
            employer_id=employer_id, reference=reference, owner_id=owner_id, imported_hash=imported_hash,
            updated_by=actor, **columns(facts),
        )
        .on_conflict_do_nothing()
        .returning(vacancy.c.id)
    )  # fmt: skip
    return connection.execute(added).scalar()


def change(connection: Connection, id: int, employer_id: int, version: int, facts: Vacancy, actor: str) -> int | None:
    """Change a vacancy of that employer if it still has `version`; its new version, None if it has not."""
    changed = (
        update(vacancy)
        .where(vacancy.c.id == id, vacancy.c.employer_id == employer_id, vacancy.c.version == version)
        .values(version=version + 1, updated_at=func.now(), updated_by=actor, **columns(facts))
        .returning(vacancy.c.version)
    )
    return connection.execute(changed).scalar()


@dataclass(frozen=True, slots=True)
class Twin:
    """The vacancy that stands in the way of another; `same`: it came from the same item."""

    id: int
    reference: str
    same: bool


def twin(connection: Connection, employer_id: int, facts: Vacancy, imported_hash: bytes | None) -> Twin | None:
    """The vacancy of an employer that has the requisition at that place, or came from the same item, if any."""
    same = vacancy.c.imported_hash == imported_hash if imported_hash is not None else false()
    requisition = and_(
        vacancy.c.requisition == facts.requisition, vacancy.c.requisition != "", vacancy.c.town == facts.place.town
    )
    row = connection.execute(
        select(vacancy.c.id, vacancy.c.reference, func.coalesce(same, false()))
        .where(vacancy.c.employer_id == employer_id, or_(same, requisition))
        .order_by(func.coalesce(same, false()).desc())
        .limit(1)
    ).first()
    return None if row is None else Twin(*row)


def count_of(connection: Connection, employer_id: int, ids: tuple[int, ...]) -> int:
    """How many of these vacancies are that employer's."""
    own = select(func.count()).where(vacancy.c.employer_id == employer_id, vacancy.c.id.in_(ids))
    return connection.execute(own).scalar_one()

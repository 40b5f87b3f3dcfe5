"""What an import brought, for the page of its result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from orchestrator.storage import answered_forms
from orchestrator.storage import tables as t
from orchestrator.storage.answered_forms import Answer
from orchestrator.storage.vacancies import facts_of


@dataclass(frozen=True, slots=True)
class Imported:
    """A vacancy that was added; `advert_id` is the advert that sells it."""

    id: int
    reference: str
    title: str
    place: str
    openings: int
    advert_id: int | None


def answered(connection: Connection, token: str, person: int) -> Answer | None:
    """What came of a form that this person sent; None where there is none."""
    return answered_forms.find(connection, token, person)


def imported(connection: Connection, ids: Sequence[int], employer: int | None) -> list[Imported]:
    """These vacancies, by reference; of one employer where `employer` is given."""
    query = (
        select(t.vacancy, t.advert_vacancy.c.advert_id)
        .outerjoin(t.advert_vacancy, t.advert_vacancy.c.vacancy_id == t.vacancy.c.id)
        .where(t.vacancy.c.id.in_(ids))
        .order_by(t.vacancy.c.id)
    )
    if employer is not None:
        query = query.where(t.vacancy.c.employer_id == employer)
    rows = connection.execute(query)
    return [
        Imported(row.id, row.reference, row.title, facts_of(row).place.label, row.openings, row.advert_id)
        for row in rows
    ]

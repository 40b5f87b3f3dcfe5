"""Save a vacancy, new or changed."""

from __future__ import annotations

from sqlalchemy import Connection

from orchestrator.callboard import Callboard
from orchestrator.domain.vacancy import Vacancy
from orchestrator.storage import employers, events, vacancies
from orchestrator.storage.vacancies import StoredVacancy

from .conflict import Conflict
from .refused import refuse


def save_vacancy(
    callboard: Callboard,
    actor: str,
    employer: int,
    facts: Vacancy,
    *,
    vacancy: int | None = None,
    version: int = 0,
    owner: int | None = None,
) -> StoredVacancy:
    """Add a vacancy (`vacancy` None; it gets the employer's next reference) or change the one that has `version`.

    Raises Refused where the employer or vacancy is not there or the requisition is taken at that place,
    Conflict where somebody else has changed the vacancy since.
    """
    with callboard.database.begin() as connection:
        if employers.by_id(connection, employer) is None:
            raise refuse("employer", "this employer does not exist")
        if taken := _taken(connection, employer, facts, vacancy):
            raise refuse(
                "requisition",
                f"{facts.requisition} in {facts.place.label} is {taken} already; change that one, or leave this empty",
            )
        if vacancy is None:
            reference = employers.next_reference(connection, employer)
            saved = vacancies.add(connection, employer, reference, facts, actor, owner_id=owner)
            if saved is None:
                raise refuse("requisition", f"{facts.requisition} was just added by somebody else")
            events.record(connection, actor=actor, kind="vacancy_added", employer_id=employer, vacancy_id=saved)
        else:
            saved = vacancy
            _change(connection, actor, employer, facts, vacancy, version)
        stored = vacancies.find(connection, saved)
    if stored is None:
        raise AssertionError("a vacancy that was just written is there")
    return stored


def _taken(connection: Connection, employer: int, facts: Vacancy, vacancy: int | None) -> str | None:
    twin = vacancies.twin(connection, employer, facts, None)
    return None if twin is None or twin.id == vacancy else twin.reference


def _change(connection: Connection, actor: str, employer: int, facts: Vacancy, vacancy: int, version: int) -> None:
    if vacancies.change(connection, vacancy, employer, version, facts, actor) is not None:
        events.record(connection, actor=actor, kind="vacancy_edited", employer_id=employer, vacancy_id=vacancy)
        return
    now = vacancies.find(connection, vacancy)
    if now is None or now.employer_id != employer:
        raise refuse("vacancy", "this vacancy does not exist")
    raise Conflict(f"vacancy {now.reference}", now.updated_by, now.updated_at, now.version)

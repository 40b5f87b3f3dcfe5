"""The vacancy is filled: close it and take its adverts down everywhere."""

from __future__ import annotations

from sqlalchemy import func, select, update

from orchestrator.callboard import Callboard
from orchestrator.domain.vacancy import VacancyState
from orchestrator.queue import Work
from orchestrator.storage import events, postings
from orchestrator.storage import tables as t

from .refused import refuse
from .withdraw import Withdrawn, close


def fill(callboard: Callboard, actor: str, vacancy: int, state: VacancyState = VacancyState.FILLED) -> Withdrawn:
    """Mark the vacancy and close all its open postings, in one transaction."""
    with callboard.database.begin() as connection:
        row = connection.execute(select(t.vacancy).where(t.vacancy.c.id == vacancy)).one_or_none()
        if row is None:
            raise refuse("vacancy", "this vacancy does not exist")
        rows = postings.lock(connection, postings.open_ids(connection, vacancy_id=vacancy))
        cancelled = [close(connection, actor, each, f"vacancy {state}") for each in rows if each.wish == "live"]
        connection.execute(
            update(t.vacancy)
            .where(t.vacancy.c.id == vacancy)
            .values(state=state, version=t.vacancy.c.version + 1, updated_at=func.now())
        )
        events.record(connection, actor=actor, kind=state.value, employer_id=row.employer_id, vacancy_id=vacancy)
    callboard.queue.wake(Work.DELIVER)
    return Withdrawn(cancelled.count(True), cancelled.count(False))

"""Change the same facts of several vacancies, and bring their open postings along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, select

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Vacancy
from orchestrator.queue import Work
from orchestrator.storage import events, postings, vacancies
from orchestrator.storage import tables as t
from orchestrator.storage.database import moment
from orchestrator.storage.vacancies import StoredVacancy

from .refused import Refused, refuse
from .rehearse import Outcome, updated
from .update import bring


@dataclass(frozen=True, slots=True)
class Facts:
    """What becomes of the facts; None leaves each vacancy what it has."""

    pay_minimum: Decimal | None = None
    pay_maximum: Decimal | None = None
    pay_period: PayPeriod | None = None
    weekly_hours: float | None = None
    closes_on: date | None = None
    apply_url: str | None = None

    @property
    def empty(self) -> bool:
        return self == Facts()

    def over(self, facts: Vacancy) -> Vacancy:
        """The facts with these in them. Raises Refused where the two do not go together."""
        was = facts.pay or Pay(None, None)
        minimum = was.minimum if self.pay_minimum is None else self.pay_minimum
        maximum = was.maximum if self.pay_maximum is None else self.pay_maximum
        if minimum is not None and maximum is not None and minimum > maximum:
            raise refuse("pay_maximum", f"the highest pay, {maximum}, would be less than the lowest, {minimum}")
        pay = replace(was, minimum=minimum, maximum=maximum, period=self.pay_period or was.period)
        return replace(
            facts,
            pay=pay if pay.known or pay.note else None,
            weekly_hours=facts.weekly_hours if self.weekly_hours is None else self.weekly_hours,
            closes_on=self.closes_on or facts.closes_on,
            apply=facts.apply if self.apply_url is None else replace(facts.apply, url=self.apply_url),
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """One vacancy: what it is and would be, why it cannot (`reasons`), and what its open postings would do."""

    vacancy: StoredVacancy
    facts: Vacancy
    reasons: tuple[Reason, ...]
    postings: tuple[Outcome, ...]

    @property
    def stopped(self) -> bool:
        return bool(self.reasons) or any(each.reasons for each in self.postings)


def rehearse_change(callboard: Callboard, ids: Sequence[int], facts: Facts) -> list[Changed]:
    """What `change_vacancies` would do: it is done, looked at, and undone before anybody sees it."""
    with callboard.database.engine.connect() as connection, connection.begin() as transaction:
        now = moment(connection)
        found = [_look(callboard, connection, each, facts, now) for each in _read(connection, ids)]
        transaction.rollback()
    return found


def _look(callboard: Callboard, connection: Connection, stored: StoredVacancy, facts: Facts, now: datetime) -> Changed:
    try:
        new = facts.over(stored.vacancy)
    except Refused as refused:
        return Changed(stored, stored.vacancy, tuple(refused.reasons), ())
    vacancies.change(connection, stored.id, stored.employer_id, stored.version, new, "")
    p = t.posting.c
    rows = connection.execute(
        select(t.posting).where(p.vacancy_id == stored.id, p.ended_at.is_(None), p.wish == "live").order_by(p.id)
    ).all()
    return Changed(stored, new, (), tuple(updated(callboard, connection, rows, now)))


def change_vacancies(callboard: Callboard, actor: str, ids: Sequence[int], facts: Facts) -> tuple[int, int]:
    """Change all and bring all their open postings along, or nothing; returns how many vacancies and postings.

    Raises Refused with every reason, of the facts, the boards and the advert rules.
    """
    if facts.empty:
        raise refuse("", "nothing is to be changed; fill at least one field")
    reasons: list[Reason] = []
    with callboard.database.begin() as connection:
        for stored in _read(connection, ids):
            try:
                new = facts.over(stored.vacancy)
            except Refused as refused:
                reasons += (Reason(each.field, f"{stored.reference}: {each.message}") for each in refused.reasons)
                continue
            if vacancies.change(connection, stored.id, stored.employer_id, stored.version, new, actor) is None:
                reasons.append(Reason("", f"{stored.reference} was changed by somebody else meanwhile; look again"))
            events.record(connection, actor=actor, kind="vacancy_edited", employer_id=stored.employer_id,
                          vacancy_id=stored.id, reason="with others")  # fmt: skip
        if reasons:
            raise Refused(reasons)
        open_ids = [id for vacancy in ids for id in postings.open_ids(connection, vacancy_id=vacancy)]
        rows = [row for row in postings.lock(connection, open_ids) if row.wish == "live"] if open_ids else []
        brought = bring(callboard, connection, actor, rows)
    callboard.queue.wake(Work.DELIVER)
    return len(ids), brought


def _read(connection: Connection, ids: Sequence[int]) -> list[StoredVacancy]:
    found = [vacancies.find(connection, id) for id in dict.fromkeys(ids)]
    if any(each is None for each in found):
        raise refuse("vacancy", "one of the vacancies does not exist any more; reload the list")
    return [each for each in found if each is not None]

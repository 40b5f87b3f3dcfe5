"""Vacancies as rows, and as the facts rules work with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply, Contract, Hours, Vacancy


def facts_of(row: Row[Any]) -> Vacancy:
    """The facts of a vacancy's row."""
    known = row.pay_minimum is not None or row.pay_maximum is not None or row.pay_note
    pay = Pay(row.pay_minimum, row.pay_maximum, row.pay_currency, PayPeriod(row.pay_period), row.pay_note)
    return Vacancy(
        title=row.title,
        place=Place(row.town, row.region, row.postcode, row.street, row.country, row.remote),
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

"""What this installation's own vacancies, and figures brought in, pay for the same work in the same region."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection, func, or_, select

from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Vacancy
from orchestrator.pay.benchmark import Benchmark, NotEnoughData, PaySample, benchmark
from orchestrator.pay.region import region_of
from orchestrator.pay.stated import annual_range
from orchestrator.storage import pay_references
from orchestrator.storage.tables import vacancy as table
from orchestrator.titles import similar

OLDEST = timedelta(days=730)
_MOST = 5_000
_COLUMNS = tuple(
    table.c[name]
    for name in ("postcode", "town", "pay_minimum", "pay_maximum", "pay_currency", "pay_period", "weekly_hours",
                 "created_at")
)  # fmt: skip
"""There may be thousands of the same work; the rest of a vacancy is not read."""
_SQUEEZED = func.regexp_replace(func.lower(table.c.title), "[^a-z0-9]+", "", "g")
"""Titles are compared by letters and digits alone: "Care Co-ordinator" is "Care Coordinator"."""
_NEAR = 0.9
"""Only titles that mean the very same work are counted together."""


def pay_benchmark(
    connection: Connection, facts: Vacancy, today: date, *, employer: int | None = None, but: int | None = None
) -> Benchmark | NotEnoughData:
    """Pounds a year of vacancies with this title, or another name of it, in the region of its place.

    Those of the last two years, of `employer` only where one is named, without the vacancy `but`. NotEnoughData where
    the region is not known.
    """
    region = region_of(facts.place.postcode, facts.place.town) if facts.place.country == "GB" else None
    if region is None:
        return NotEnoughData("", 0)
    titles = [facts.title, *(each.title for each in similar(facts.title, 20) if each.nearness >= _NEAR)]
    mine = [table.c.employer_id == employer] if employer is not None else []
    rows = connection.execute(
        select(*_COLUMNS)
        .where(_SQUEEZED.in_([re.sub(r"[^a-z0-9]+", "", title.lower()) for title in titles]), *mine)
        .where(or_(table.c.pay_minimum.is_not(None), table.c.pay_maximum.is_not(None)))
        .where(table.c.country == "GB", table.c.pay_currency == "GBP", table.c.created_at > today - OLDEST)
        .where(table.c.id != (but or 0))
        .order_by(table.c.id.desc())
        .limit(_MOST)
    )
    samples = []
    for row in rows:
        if region_of(row.postcode, row.town) != region:
            continue
        pay = Pay(row.pay_minimum, row.pay_maximum, row.pay_currency, PayPeriod(row.pay_period))
        ends = [end for end in annual_range(pay, row.weekly_hours and float(row.weekly_hours)) if end]
        if ends:
            samples.append(PaySample(sum(ends, Decimal(0)) / len(ends), row.created_at.date()))
    brought = pay_references.of(connection, employer, titles, region)
    samples += [PaySample(each.annual, each.stated_on) for each in brought if each.stated_on > today - OLDEST]
    return benchmark(region, samples)

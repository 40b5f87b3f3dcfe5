"""What this installation's own vacancies, and figures brought in, pay for the same work in the same region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, text

from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Vacancy
from orchestrator.pay.benchmark import Benchmark, NotEnoughData, PaySample, benchmark
from orchestrator.pay.region import region_of
from orchestrator.pay.stated import annual_range
from orchestrator.storage import pay_references
from orchestrator.titles import similar

OLDEST = timedelta(days=730)
_MOST = 5_000
# Titles are compared by letters and digits alone: "Care Co-ordinator" is "Care Coordinator". Thousands of vacancies
# share few titles, places and sums: these alone are looked at closely, and the rest of a vacancy is not read.
_SAME_WORK = """
titles as materialized (select distinct title from vacancy),
work as materialized (
  select postcode, town, pay_minimum, pay_maximum, pay_period, weekly_hours, created_at from vacancy
  where title = any(array(
      select title from titles where regexp_replace(lower(title), '[^a-z0-9]+', '', 'g') = any(:titles)))
    and (cast(:employer as bigint) is null or employer_id = :employer)
    and (pay_minimum is not null or pay_maximum is not null)
    and country = 'GB' and pay_currency = 'GBP' and created_at > :since and id <> :but
  order by id desc limit :most)
"""
_PLACES = text(f"with {_SAME_WORK} select distinct postcode, town from work")  # noqa: S608 - a constant
_PAID = text(f"""
with {_SAME_WORK}
select pay_minimum, pay_maximum, pay_period, weekly_hours, count(*) as number, min(created_at) as first,
       max(created_at) as last
from work join unnest(cast(:postcodes as text[]), cast(:towns as text[])) h(postcode, town) using (postcode, town)
group by 1, 2, 3, 4
""")  # noqa: S608 - a constant
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
    given = {
        "titles": [re.sub(r"[^a-z0-9]+", "", title.lower()) for title in titles],
        "employer": employer,
        "but": but or 0,
        "since": today - OLDEST,
        "most": _MOST,
    }
    places = [
        (row.postcode, row.town)
        for row in connection.execute(_PLACES, given)
        if region_of(row.postcode, row.town) == region
    ]
    here = {"postcodes": [postcode for postcode, _ in places], "towns": [town for _, town in places]}
    samples = [sample for row in connection.execute(_PAID, given | here) for sample in _samples(row)]  # what others pay
    brought = pay_references.of(connection, employer, titles, region)
    samples += [PaySample(each.annual, each.stated_on) for each in brought if each.stated_on > today - OLDEST]
    return benchmark(region, samples)


def _samples(row: Row[Any]) -> Iterator[PaySample]:
    """The vacancies of one pay: as many, and over the same time."""
    pay = Pay(row.pay_minimum, row.pay_maximum, "GBP", PayPeriod(row.pay_period))
    ends = [end for end in annual_range(pay, row.weekly_hours and float(row.weekly_hours)) if end]
    if not ends:
        return
    middle = sum(ends, Decimal(0)) / len(ends)
    yield PaySample(middle, row.first.date())
    for _ in range(row.number - 1):
        yield PaySample(middle, row.last.date())

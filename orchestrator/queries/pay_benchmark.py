"""What this installation's own vacancies, and figures brought in, pay for the same work in the same region."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Vacancy
from orchestrator.pay.benchmark import Benchmark, NotEnoughData, PaySample, benchmark
from orchestrator.pay.region import region_of
from orchestrator.pay.stated import annual_range
from orchestrator.storage import pay_references
from orchestrator.storage.pay_references import PayReference
from orchestrator.titles import similar

OLDEST = timedelta(days=730)
# Titles are compared by letters and digits alone: "Care Co-ordinator" is "Care Coordinator". Thousands of vacancies
# share few titles, places and sums: these alone are looked at closely, and the rest of a vacancy is not read.
_SAME_WORK = """
titles as materialized (select distinct title from vacancy),
named as materialized (
  select title, squeezed
  from (select title, regexp_replace(lower(title), '[^a-z0-9]+', '', 'g') as squeezed from titles) t
  where squeezed = any(:titles)),
work as (
  select title, employer_id, postcode, town, pay_minimum, pay_maximum, pay_period, weekly_hours, created_at
  from vacancy
  where title = any(array(select title from named))
    and (cast(:employers as bigint[]) is null or employer_id = any(:employers))
    and (pay_minimum is not null or pay_maximum is not null)
    and country = 'GB' and pay_currency = 'GBP' and created_at > :since and id <> all(:but))
"""
_PLACES = text(f"with {_SAME_WORK} select distinct postcode, town from work")  # noqa: S608 - a constant
# A map of places takes no join, of which the planner expects so few rows that it sorts thousands of them.
_PAID = text(f"""
with {_SAME_WORK},
paid as materialized (
  select title, employer_id, :regions ->> (postcode || E'\\n' || town) as region, pay_minimum, pay_maximum, pay_period,
         weekly_hours, count(*) as number, min(created_at) as first, max(created_at) as last
  from work group by 1, 2, 3, 4, 5, 6, 7)
select squeezed, paid.* from paid join named using (title) where region is not null
""").bindparams(bindparam("regions", type_=JSONB))  # noqa: S608 - a constant
_NEAR = 0.9
"""Only titles that mean the very same work are counted together."""


@dataclass(frozen=True, slots=True)
class Work:
    """A vacancy whose pay is set beside that of others: of `employer` only, where one is named, without `but`."""

    facts: Vacancy
    employer: int | None = None
    but: int | None = None

    @property
    def region(self) -> str | None:
        place = self.facts.place
        return region_of(place.postcode, place.town) if place.country == "GB" else None

    @property
    def titles(self) -> list[str]:
        """The title, and other names of the very same work."""
        near = similar(self.facts.title, 20)
        return [self.facts.title, *(each.title for each in near if each.nearness >= _NEAR)]


def pay_benchmark(
    connection: Connection, facts: Vacancy, today: date, *, employer: int | None = None, but: int | None = None
) -> Benchmark | NotEnoughData:
    """Pounds a year of vacancies with this title, or another name of it, in the region of its place.

    Those of the last two years, of `employer` only where one is named, without the vacancy `but`. NotEnoughData where
    the region is not known.
    """
    return pay_benchmarks(connection, [Work(facts, employer, but)], today)[0]


def pay_benchmarks(connection: Connection, works: Sequence[Work], today: date) -> list[Benchmark | NotEnoughData]:
    """The same of several works, in their order, looked up together."""
    regions = {region for work in works if (region := work.region) is not None}
    if not regions:
        return [NotEnoughData("", 0)] * len(works)
    groups: dict[tuple[str, str], list[Row[Any]]] = {}
    for row in _groups(connection, works, regions, today):
        groups.setdefault((row.region, row.squeezed), []).append(row)
    brought = pay_references.of(connection, {title for work in works for title in work.titles}, regions)
    recent = [(whose, each) for whose, each in brought if each.stated_on > today - OLDEST]
    return [_benchmark(work, groups, recent) for work in works]


def _groups(connection: Connection, works: Sequence[Work], regions: Collection[str], today: date) -> Sequence[Row[Any]]:
    """Vacancies of one title, employer, region and pay."""
    employers = {work.employer for work in works}
    given = {
        "titles": sorted({_squeezed(title) for work in works for title in work.titles}),
        "employers": None if None in employers else sorted(each for each in employers if each is not None),
        "but": [work.but for work in works if work.but is not None],
        "since": today - OLDEST,
    }
    places = {
        f"{row.postcode}\n{row.town}": region
        for row in connection.execute(_PLACES, given)
        if (region := region_of(row.postcode, row.town)) in regions
    }
    return connection.execute(_PAID, given | {"regions": places}).all()


def _benchmark(
    work: Work, groups: Mapping[tuple[str, str], Sequence[Row[Any]]], brought: Sequence[tuple[int | None, PayReference]]
) -> Benchmark | NotEnoughData:
    region, titles = work.region, work.titles
    if region is None:
        return NotEnoughData("", 0)
    names, exactly = set(map(_squeezed, titles)), {title.lower() for title in titles}
    samples = [
        sample
        for name in names
        for row in groups.get((region, name), ())
        if work.employer in (None, row.employer_id)
        for sample in _samples(row)
    ]
    samples += [
        PaySample(each.annual, each.stated_on)
        for whose, each in brought
        if each.region == region and each.title.lower() in exactly and whose in (None, work.employer)
    ]
    return benchmark(region, samples)


def _squeezed(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", title.lower())


def _samples(row: Row[Any]) -> Iterator[PaySample]:
    """The vacancies of one pay: as many, and over the same time."""
    middle = _middle(row.pay_minimum, row.pay_maximum, row.pay_period, row.weekly_hours)
    if middle is not None:
        yield PaySample(middle, row.first.date())
        yield from [PaySample(middle, row.last.date())] * (row.number - 1)


@lru_cache(maxsize=1_024)
def _middle(minimum: Decimal | None, maximum: Decimal | None, period: str, hours: Decimal | None) -> Decimal | None:
    """Of the ends that are known, in pounds a year."""
    known = annual_range(Pay(minimum, maximum, "GBP", PayPeriod(period)), float(hours) if hours else None)
    ends = [end for end in known if end]
    return sum(ends, Decimal(0)) / len(ends) if ends else None

"""What others pay for the same work in the same region: how many, how old, and where an advert stands."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from orchestrator import data

from .minimum_wage import in_force
from .stated import FULL_TIME_HOURS
from .stated import WEEKS as FULL_YEAR

LEAST = 10
"""Fewer sums than this say nothing about a region."""


@dataclass(frozen=True, slots=True)
class PaySample:
    """One vacancy's yearly pay in pounds (the middle of its range) and the day it was written down."""

    annual: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Pounds a year of `n` vacancies between the days `first` and `last`; p5 and p95 bound what is usual."""

    region: str
    n: int
    first: date
    last: date
    p5: Decimal
    median: Decimal
    p95: Decimal


@dataclass(frozen=True, slots=True)
class NotEnoughData:
    """`n` sums are known; at least LEAST are needed."""

    region: str
    n: int

    def __str__(self) -> str:
        return f"not enough data: {self.n} of {LEAST} needed for {self.region or 'this region'}"


@dataclass(frozen=True, slots=True)
class Published:
    """A figure somebody published: pounds a year on that day. An example, never a rule."""

    title: str
    region: str
    annual: Decimal
    stated_on: date
    source: str

    def below_minimum(self, today: date) -> bool:
        """Is it less than full time at today's legal minimum makes? No, where that is not known."""
        rates = in_force(today)
        return rates is not None and self.annual < rates.adult * FULL_TIME_HOURS * FULL_YEAR


def benchmark(region: str, samples: Sequence[PaySample]) -> Benchmark | NotEnoughData:
    if len(samples) < LEAST:
        return NotEnoughData(region, len(samples))
    sums = sorted(sample.annual for sample in samples)
    cuts = statistics.quantiles(sums, n=20, method="inclusive")
    days = [sample.on for sample in samples]
    return Benchmark(region, len(sums), min(days), max(days), cuts[0], statistics.median(sums), cuts[-1])


def published(title: str, region: str = "") -> tuple[Published, ...]:
    """The dated figures that come with Callboard for a title, those of `region` first."""
    found = [
        Published(
            row["title"], row["region"], Decimal(row["annual"]), date.fromisoformat(row["stated_on"]), row["source"]
        )
        for row in data.rows("pay_examples.csv")
        if row["title"].casefold() == title.strip().casefold()
    ]
    return tuple(sorted(found, key=lambda each: each.region != region))

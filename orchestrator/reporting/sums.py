"""What postings add up to in a client report, and what it says of the sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from orchestrator.domain.count_range import count_range
from orchestrator.domain.receipt import PROVING
from orchestrator.statistics.cost import Cost, cost_per_application


@dataclass(frozen=True, slots=True)
class Paid:
    """`postings` that cost `cost` together; of `both` of them the applications are known too: `applications` that cost
    `both_cost`.
    """

    postings: int
    cost: Decimal
    both: int
    both_cost: Decimal
    applications: int


@dataclass(frozen=True, slots=True)
class Spent:
    """`cost` of `known` of `of` postings, in `currency`, which is empty where all of them were free.

    `each`: per application, over `divided` postings only.
    """

    cost: Decimal | None
    currency: str
    known: int
    of: int
    each: Cost | None
    divided: int


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts are None where they are known of no posting. `paid` is by currency; what is free is under ""."""

    postings: int
    proved: int
    applications: int | None
    known_for: int
    clicks: int | None
    paid: Mapping[str, Paid] = field(default_factory=dict)

    @classmethod
    def of(cls, postings: Sequence[Mapping[str, Any]]) -> Sums:
        """Of the rows of a frozen report."""
        known = [each["applications"] for each in postings if each["applications"] is not None]
        clicks = [each["clicks"] for each in postings if each["clicks"] is not None]
        paid = [each for each in postings if each["cost"] is not None]
        return cls(
            len(postings),
            sum(each["evidence"] in PROVING for each in postings),
            sum(known) if known else None,
            len(known),
            sum(clicks) if clicks else None,
            {
                currency: _paid([each for each in paid if each["currency"] == currency])
                for currency in {each["currency"] for each in paid}
            },
        )

    @property
    def figures(self) -> dict[str, Any]:
        """By name, as reports keep them; unknown is None, costs are decimal text."""
        low, high = (None, None) if self.applications is None else count_range(self.applications)
        spent = self.spent
        return {
            "postings": self.postings,
            "proved": self.proved,
            "applications": self.applications,
            "applications_low": None if low is None else round(low, 1),
            "applications_high": None if high is None else round(high, 1),
            "known_for": self.known_for,
            "clicks": self.clicks,
            "cost": None if spent.cost is None else str(spent.cost.quantize(Decimal("0.01"))),
            "currency": spent.currency,
            "cost_known_for": spent.known,
            "each_low": None if spent.each is None else round(spent.each.low, 2),
            "each_high": None if spent.each is None or spent.each.high is None else round(spent.each.high, 2),
            "divided": spent.divided,
        }

    @property
    def spent(self) -> Spent:
        """Unknown where it was paid in several currencies; each application only over postings that know both.

        What is free costs 0 in no currency, and in any other beside it.
        """
        currencies = [each for each in self.paid if each]
        if not self.paid or len(currencies) > 1:
            return Spent(None, "", 0, self.postings, None, 0)
        some = self.paid.values()
        both = sum(each.both for each in some)
        cost = float(sum((each.both_cost for each in some), Decimal(0)))
        found = cost_per_application(cost, sum(each.applications for each in some)) if both and currencies else None
        return Spent(
            sum((each.cost for each in some), Decimal(0)),
            "".join(currencies),
            sum(each.postings for each in some),
            self.postings,
            found,
            both,
        )


def _paid(postings: Sequence[Mapping[str, Any]]) -> Paid:
    both = [each for each in postings if each["applications"] is not None]
    return Paid(
        len(postings),
        sum((Decimal(each["cost"]) for each in postings), Decimal(0)),
        len(both),
        sum((Decimal(each["cost"]) for each in both), Decimal(0)),
        sum(each["applications"] for each in both),
    )

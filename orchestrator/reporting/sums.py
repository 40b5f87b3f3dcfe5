"""What postings add up to in a client report, and what it says of the sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from orchestrator.domain.count_range import count_range
from orchestrator.statistics.cost import cost_per_application

PROVED = ("fetched", "reported", "seen")
"""Evidence that an advert was at its board; "submitted" is none."""


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
class Sums:
    """Counts are None where they are known of no posting. `paid` is by currency; several are never added."""

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
            sum(each["evidence"] in PROVED for each in postings),
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
        return {
            "postings": self.postings,
            "proved": self.proved,
            "applications": self.applications,
            "applications_low": None if low is None else round(low, 1),
            "applications_high": None if high is None else round(high, 1),
            "known_for": self.known_for,
            "clicks": self.clicks,
            **self._cost,
        }

    @property
    def _cost(self) -> dict[str, Any]:
        """Unknown where it was paid in several currencies; each application only over postings that know both."""
        if len(self.paid) != 1:
            return {"cost": None, "currency": "", "cost_known_for": 0, "each_low": None, "each_high": None,
                    "divided": 0}  # fmt: skip
        ((currency, paid),) = self.paid.items()
        found = cost_per_application(float(paid.both_cost), paid.applications) if paid.both else None
        return {
            "cost": str(paid.cost.quantize(Decimal("0.01"))),
            "currency": currency,
            "cost_known_for": paid.postings,
            "each_low": None if found is None else round(found.low, 2),
            "each_high": None if found is None or found.high is None else round(found.high, 2),
            "divided": paid.both,
        }


def _paid(postings: Sequence[Mapping[str, Any]]) -> Paid:
    both = [each for each in postings if each["applications"] is not None]
    return Paid(
        len(postings),
        sum((Decimal(each["cost"]) for each in postings), Decimal(0)),
        len(both),
        sum((Decimal(each["cost"]) for each in both), Decimal(0)),
        sum(each["applications"] for each in both),
    )

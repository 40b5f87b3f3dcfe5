"""Groups of postings that the database has added up, together."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from orchestrator.reporting.sums import Paid, Sums
from orchestrator.storage.period_sums import Group


def added(groups: Iterable[Group]) -> Sums:
    """Groups together, which have no posting in common."""
    some = list(groups)
    if not some:
        return Sums(0, 0, None, 0, None)
    known = sum(each.known for each in some)
    return Sums(
        sum(each.postings for each in some),
        sum(each.proved for each in some),
        sum(each.applications or 0 for each in some) if known else None,
        known,
        sum(each.clicks or 0 for each in some),
        {
            currency: _paid([each for each in some if each.currency == currency])
            for currency in {each.currency for each in some if each.currency is not None}
        },
    )


def _paid(groups: Iterable[Group]) -> Paid:
    some = list(groups)
    return Paid(
        sum(each.postings for each in some),
        sum((each.cost or Decimal(0) for each in some), Decimal(0)),
        sum(each.both for each in some),
        sum((each.both_cost for each in some), Decimal(0)),
        sum(each.both_applications for each in some),
    )

"""What each posting brought in a period, and what it cost: the rows under every total of a report.

A report that is frozen or handed out as a file has them all. Pages add them up where they are
(`storage.period_sums`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from orchestrator.domain.reading import REPORTED, Metric, Origin
from orchestrator.storage import period_counts
from orchestrator.storage.cost_parts import Part
from orchestrator.storage.period_counts import InPeriod, Sum


@dataclass(frozen=True, slots=True)
class PostingTotal:
    """One posting in the period. None: unknown. `cost` in `currency`; several currencies are never added.

    Of a page of our own, which is free, the cost is 0 in no currency.
    """

    shown: InPeriod
    counts: dict[tuple[Metric, bool], int | None]
    origin: Origin | None
    as_of: datetime | None
    cost: Decimal | None
    currency: str

    @property
    def applications(self) -> int | None:
        """As boards, people or files report them."""
        return self.counts.get((Metric.APPLICATION, False))

    def measured(self, metric: Metric) -> int | None:
        """As our apply link counts them."""
        return self.counts.get((metric, True))


def posting_totals(
    connection: Connection, start: date, end: date, employer: int | None, parts: Sequence[Part] = ()
) -> tuple[PostingTotal, ...]:
    """The postings that were to be seen in the period, both days included, of one employer or all.

    `parts` (`storage.cost_parts`) are what they cost; without them that is unknown.
    """
    shown = period_counts.postings(connection, start, end, employer)
    counted: dict[int, list[Sum]] = {}
    for row in period_counts.sums(connection, start, end, [each.id for each in shown]):
        counted.setdefault(row.posting, []).append(row)
    paid: dict[int, list[Part]] = {}
    for part in parts:
        paid.setdefault(part.posting, []).append(part)
    return tuple(_total(each, counted.get(each.id, ()), paid.get(each.id, ())) for each in shown)


def _total(shown: InPeriod, counted: Sequence[Sum], paid: Sequence[Part]) -> PostingTotal:
    told = _told(counted)
    counts = {(row.metric, False): row.value for row in told.values()}
    counts |= _measured(counted)
    applications = told.get(Metric.APPLICATION)
    currencies = {part.currency for part in paid}
    one = len(currencies) == 1
    return PostingTotal(
        shown,
        counts,
        applications.origin if applications else None,
        applications.as_of if applications else None,
        sum((part.amount for part in paid), Decimal(0)) if one else None,
        currencies.pop() if one else "",
    )


def _told(counted: Sequence[Sum]) -> dict[Metric, Sum]:
    """Of each metric the first reporter that says anything; our own link stands apart."""
    found: dict[Metric, Sum] = {}
    for row in sorted((row for row in counted if row.origin in REPORTED), key=lambda row: REPORTED.index(row.origin)):
        found.setdefault(row.metric, row)
    return found


def _measured(counted: Sequence[Sum]) -> dict[tuple[Metric, bool], int | None]:
    """Our own link is always watched: nobody having followed it is a known zero."""
    found = {(row.metric, True): row.value for row in counted if row.origin is Origin.APPLY_LINK}
    return {(Metric.CLICK, True): 0, (Metric.APPLY_START, True): 0} | found

"""What came back from each board, as the report's table and charts say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from orchestrator.domain.count_range import count_range
from orchestrator.domain.figure import Absent, Figure
from orchestrator.domain.reading import Metric
from orchestrator.queries.report import Column, Line, Report, Side, Tally
from orchestrator.reporting.sums import Spent

CLICKS = Column(Metric.CLICK, Side.MEASURED)
STARTS = Column(Metric.APPLY_START, Side.MEASURED)
APPLICATIONS = Column(Metric.APPLICATION, Side.REPORTED)
QUALIFIED = Column(Metric.QUALIFIED_APPLICATION, Side.REPORTED)
HIRES = Column(Metric.HIRE, Side.REPORTED)
_UNKNOWN = Spent(None, "", 0, 0, None, 0)


@dataclass(frozen=True, slots=True)
class BoardResult:
    """A line of the table. `known`: for how many postings applications are known. Costs are None: unknown.

    `cost` is that of `paid` postings; `free`: all of those are on pages of our own. `cost_each` ends with None where
    there is no upper limit; `divided`: over how many postings it divides.
    """

    key: str
    name: str
    postings: int
    known: int
    clicks: Figure
    applications: Figure
    range: tuple[int, int] | None
    cost: Decimal | None
    paid: int
    free: bool
    cost_each: tuple[Decimal, Decimal | None] | None
    cost_one: Decimal | None
    divided: int
    currency: str
    as_of: datetime | None


def board_results(report: Report, spent: Mapping[str, Spent], label: Callable[[str], str]) -> tuple[BoardResult, ...]:
    """`spent` is by board; `label` names one."""
    return tuple(_board(line, label(line.key), spent.get(line.key, _UNKNOWN)) for line in report.lines)


def employer_results(report: Report, spent: Mapping[str, Spent]) -> tuple[BoardResult, ...]:
    """The same of a report by employer; so is `spent`."""
    return tuple(_board(line, line.label, spent.get(line.key, _UNKNOWN)) for line in report.lines)


def figure(tally: Tally) -> Figure:
    """A count for a page. With one of its parts silent, the whole is as old as that part."""
    if tally.value is None:
        return Figure(None, absent=Absent.NOT_REPORTED)
    return Figure(tally.value, tally.as_of, stale=tally.stale > 0)


def _board(line: Line, name: str, spent: Spent) -> BoardResult:
    known = line.tallies[APPLICATIONS]
    low_high = None if known.value is None else tuple(round(end) for end in count_range(known.value))
    each = spent.each
    return BoardResult(
        line.key,
        name,
        line.postings,
        known.known,
        figure(line.tallies[CLICKS]),
        figure(known),
        None if low_high is None else (low_high[0], low_high[1]),
        spent.cost,
        spent.known,
        spent.cost is not None and not spent.currency,
        None if each is None else (_pounds(each.low), None if each.high is None else _pounds(each.high)),
        None if each is None or each.cost is None else _pounds(each.cost),
        spent.divided,
        spent.currency or "GBP",
        known.as_of,
    )


def _pounds(value: float) -> Decimal:
    return Decimal(str(round(value, 2)))

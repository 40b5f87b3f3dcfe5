"""A report as its page says it: the sentence first, then how much is known, then the figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib.metadata import version

from orchestrator.domain.count_range import count_range
from orchestrator.domain.figure import Absent, Figure
from orchestrator.domain.reading import Metric
from orchestrator.queries.posting_totals import Spent
from orchestrator.queries.report import Column, Line, Report, Side, Tally
from orchestrator.queries.report_sheet import plain

from .behind_row import BehindRow
from .chart import Chart
from .numbers import money_range, plural
from .times import MONTHS

CLICKS = Column(Metric.CLICK, Side.MEASURED)
STARTS = Column(Metric.APPLY_START, Side.MEASURED)
APPLICATIONS = Column(Metric.APPLICATION, Side.REPORTED)
QUALIFIED = Column(Metric.QUALIFIED_APPLICATION, Side.REPORTED)
HIRES = Column(Metric.HIRE, Side.REPORTED)


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the funnel. `rate` is empty where the two counts do not cover the same postings."""

    name: str
    count: Figure
    rate: str
    covers: str


@dataclass(frozen=True, slots=True)
class BoardResult:
    """A line of the table. `known`: for how many postings applications are known. Costs are None: unknown.

    `cost_each` ends with None where there is no upper limit; `divided`: over how many postings it divides.
    """

    key: str
    name: str
    postings: int
    known: int
    clicks: Figure
    applications: Figure
    range: tuple[int, int] | None
    cost: Decimal | None
    free: bool
    cost_each: tuple[Decimal, Decimal | None] | None
    cost_one: Decimal | None
    divided: int
    currency: str
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What `report.html` shows. `behind` None: history is too thin to say. `cost_rule`: how costs are shared out."""

    heading: str
    period: dict[str, str]
    lede: str
    verdict: str
    text: str
    funnel: tuple[Stage, ...]
    boards: tuple[BoardResult, ...]
    snapshot: str
    code_version: str
    taken_at: datetime
    charts: tuple[Chart, ...]
    behind: tuple[BehindRow, ...]
    cost_rule: str


def page(
    report: Report,
    employer: str,
    boards: tuple[BoardResult, ...],
    charts: tuple[Chart, ...],
    behind: tuple[BehindRow, ...],
    cost_rule: str,
) -> ReportPage:
    """`report` is by board, as are the results."""
    now_month = report.start.day == 1 and (report.start.year, report.start.month) == (
        report.taken_at.year,
        report.taken_at.month,
    )
    return ReportPage(
        heading="This month" if now_month else "The period",
        period={"from": report.start.isoformat(), "to": report.end.isoformat()},
        lede=f"{employer}, {period_words(report.start, report.end)}",
        verdict=_verdict(report.total, boards),
        text=_text(report, boards, behind),
        funnel=_funnel(report),
        boards=boards,
        snapshot=snapshot(plain(report)),
        code_version=version("callboard"),
        taken_at=report.taken_at,
        charts=charts,
        behind=behind,
        cost_rule=cost_rule,
    )


def board_results(
    report: Report, spent: Mapping[str, Spent], *, label: Callable[[str], str], free: Callable[[str], bool]
) -> tuple[BoardResult, ...]:
    """`spent` is by board. `label` names a board; `free` says that it is our own page and costs nothing."""
    return tuple(_board(line, label(line.key), spent.get(line.key), free=free(line.key)) for line in report.lines)


def period_words(start: date, end: date) -> str:
    """`1 to 23 November 2026`, `28 October to 3 November 2026`."""
    last = f"{end.day} {MONTHS[end.month - 1]} {end.year}"
    if start == end:
        return last
    first = f"{start.day}"
    if (start.year, start.month) != (end.year, end.month):
        first += f" {MONTHS[start.month - 1]}"
    if start.year != end.year:
        first += f" {start.year}"
    return f"{first} to {last}"


def figure(tally: Tally) -> Figure:
    """A count for a page. With one of its parts silent, the whole is as old as that part."""
    if tally.value is None:
        return Figure(None, absent=Absent.NOT_REPORTED)
    return Figure(tally.value, tally.as_of, stale=tally.stale > 0)


def _verdict(total: Line, boards: Sequence[BoardResult]) -> str:
    known = total.tallies[APPLICATIONS]
    if not total.postings:
        return "Nothing was published in this period."
    if known.value is None:
        return "No count of applications has arrived yet."
    return f"{plural(known.value, 'application')} that we know of{_cheaper(boards)}."


def _cheaper(boards: Sequence[BoardResult]) -> str:
    """The two boards whose ranges of cost are farthest apart, where they do not touch."""
    ends = [(each.cost_each, each) for each in boards if each.cost_each is not None]
    if len(ends) < 2 or len({each.currency for _, each in ends}) != 1:
        return ""
    upper = [(high, each) for (_, high), each in ends if high is not None]
    if not upper:
        return ""
    most, cheap = min(upper, key=lambda each: each[0])
    (least, _), dear = max(ends, key=lambda each: each[0][0])
    return f"; each costs less on {cheap.name} than on {dear.name}" if most < least else ""


def _text(report: Report, boards: Sequence[BoardResult], behind: Sequence[BehindRow]) -> str:
    known = report.total.tallies[APPLICATIONS]
    parts = [
        f"An application costs {money_range(*each.cost_each, each.currency)} on {each.name}."
        for each in boards
        if each.cost_each is not None and each.cost_each[1] is not None
    ][:2]
    if known.of:
        parts.append(f"Counts are known for {known.known:,} of {plural(known.of, 'posting')}.")
    if silent := [each.name for each in boards if each.applications.value is None]:
        parts.append(f"{_listed(silent)} reported nothing, so applications there are unknown, not zero.")
    if stale := [each.name for each in boards if each.applications.stale]:
        parts.append(f"{_listed(stale)} reported nothing lately: the true figures are higher, or the same.")
    if known.outside:
        parts.append(
            f"{plural(known.outside, 'more application')} came in spans that reach beyond the period, "
            "and are in no figure here."
        )
    if behind:
        parts.append(f"{plural(len(behind), 'posting is', 'postings are')} behind what is usual for their age.")
    return " ".join(parts)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _funnel(report: Report) -> tuple[Stage, ...]:
    robots = f"ours, {plural(report.robots, 'request')} by robots left out"
    steps = (
        ("Clicks", CLICKS, None, robots),
        ("Apply starts", STARTS, None, "ours, on our own pages"),
        ("Applications", APPLICATIONS, None, ""),
        ("Qualified", QUALIFIED, APPLICATIONS, ""),
        ("Hires", HIRES, QUALIFIED, ""),
    )
    tallies = report.total.tallies
    return tuple(
        Stage(name, figure(tallies[column]), _rate(tallies, column, before), ours or _covers(tallies[column]))
        for name, column, before, ours in steps
    )


def _rate(tallies: Mapping[Column, Tally], column: Column, before: Column | None) -> str:
    """`0.26 per application`, only where both are known for every posting; otherwise it would divide unlike things."""
    if before is None:
        return ""
    above, below = tallies[column], tallies[before]
    if above.value is None or not below.value or not above.known == below.known == below.of:
        return ""
    return f"{above.value / below.value:.2f} per {before.metric.replace('_', ' ')}"


def _covers(tally: Tally) -> str:
    return f"{tally.known:,} of {plural(tally.of, 'posting')}"


def _board(line: Line, name: str, spent: Spent | None, *, free: bool) -> BoardResult:
    known = line.tallies[APPLICATIONS]
    low_high = None if known.value is None else tuple(round(end) for end in count_range(known.value))
    each = None if free or spent is None else spent.each
    paid = spent is not None and spent.cost is not None
    return BoardResult(
        line.key,
        name,
        line.postings,
        known.known,
        figure(line.tallies[CLICKS]),
        figure(known),
        None if low_high is None else (low_high[0], low_high[1]),
        Decimal(0) if free and not paid else spent.cost if spent is not None else None,
        free and not paid,
        None if each is None else (_pounds(each.low), None if each.high is None else _pounds(each.high)),
        None if each is None or each.cost is None else _pounds(each.cost),
        spent.divided if spent is not None else 0,
        (spent.currency if spent is not None else "") or "GBP",
        known.as_of,
    )


def _pounds(value: float) -> Decimal:
    return Decimal(str(round(value, 2)))


def snapshot(figures: Mapping[str, object]) -> str:
    """Names the figures: the same figures have the same name."""
    timeless = {name: part for name, part in figures.items() if name != "taken_at"}
    digest = hashlib.sha256(json.dumps(timeless, sort_keys=True).encode()).hexdigest()
    return f"{digest[:4]} {digest[4:8]}"

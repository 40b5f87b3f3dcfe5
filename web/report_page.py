"""A report as its page says it: the sentence first, then how much is known, then the figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib.metadata import version

from orchestrator.domain.count_range import count_range
from orchestrator.domain.figure import Absent, Figure
from orchestrator.domain.reading import Metric
from orchestrator.queries.report import Column, Line, Report, Side, Tally
from orchestrator.queries.report_sheet import plain

from .numbers import plural
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
    """A line of the table. `known`: for how many postings applications are known. Costs are None: unknown."""

    name: str
    postings: int
    known: int
    clicks: Figure
    applications: Figure
    range: tuple[int, int] | None
    cost: Decimal | None
    free: bool
    cost_each: tuple[Decimal, Decimal] | None
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What `report.html` shows. `behind` None: not worked out."""

    heading: str
    period: dict[str, str]
    lede: str
    verdict: str
    text: str
    funnel: tuple[Stage, ...]
    boards: tuple[BoardResult, ...]
    channels: tuple[BoardResult, ...]
    snapshot: str
    code_version: str
    taken_at: datetime
    charts: tuple[()] = ()
    behind: None = None


def page(
    report: Report,
    employer: str,
    *,
    label: Callable[[str], str],
    channel: Callable[[str], bool],
    free: Callable[[str], bool],
) -> ReportPage:
    """`report` is by board. `label` names a board; `free` says that it is our own page and costs nothing.

    Channels stand apart: their followers are not people who look for work, so no board is measured against them.
    """
    results = [(channel(line.key), _board(line, label(line.key), free=free(line.key))) for line in report.lines]
    boards = tuple(each for apart, each in results if not apart)
    now_month = report.start.day == 1 and (report.start.year, report.start.month) == (
        report.taken_at.year,
        report.taken_at.month,
    )
    return ReportPage(
        heading="This month" if now_month else "The period",
        period={"from": report.start.isoformat(), "to": report.end.isoformat()},
        lede=f"{employer}, {period_words(report.start, report.end)}",
        verdict=_verdict(report.total),
        text=_text(report, boards),
        funnel=_funnel(report),
        boards=boards,
        channels=tuple(each for apart, each in results if apart),
        snapshot=_snapshot(report),
        code_version=version("callboard"),
        taken_at=report.taken_at,
    )


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


def _verdict(total: Line) -> str:
    known = total.tallies[APPLICATIONS]
    if not total.postings:
        return "Nothing was published in this period."
    if known.value is None:
        return "No count of applications has arrived yet."
    return f"{plural(known.value, 'application')} that we know of."


def _text(report: Report, boards: tuple[BoardResult, ...]) -> str:
    known = report.total.tallies[APPLICATIONS]
    parts = [f"Counts are known for {known.known:,} of {plural(known.of, 'posting')}."] if known.of else []
    if silent := [each.name for each in boards if each.applications.value is None]:
        parts.append(f"{_listed(silent)} reported nothing, so applications there are unknown, not zero.")
    if stale := [each.name for each in boards if each.applications.stale]:
        parts.append(f"{_listed(stale)} reported nothing lately: the true figures are higher, or the same.")
    if known.outside:
        parts.append(
            f"{plural(known.outside, 'more application')} came in spans that reach beyond the period, "
            "and are in no figure here."
        )
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


def _board(line: Line, name: str, *, free: bool) -> BoardResult:
    known = line.tallies[APPLICATIONS]
    low_high = None if known.value is None else tuple(round(end) for end in count_range(known.value))
    return BoardResult(
        name,
        line.postings,
        known.known,
        figure(line.tallies[CLICKS]),
        figure(known),
        None if low_high is None else (low_high[0], low_high[1]),
        Decimal(0) if free else None,
        free,
        None,
        known.as_of,
    )


def _snapshot(report: Report) -> str:
    """Names the figures: the same figures have the same name."""
    figures = {name: part for name, part in plain(report).items() if name != "taken_at"}
    digest = hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()
    return f"{digest[:4]} {digest[4:8]}"

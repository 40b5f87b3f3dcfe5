"""A report as its page says it: the sentence first, then how much is known, then the figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version

from orchestrator.domain.figure import Figure
from orchestrator.domain.reading import Metric
from orchestrator.queries.report import Column, Line, Report, Side, Tally
from orchestrator.queries.report_sheet import plain
from orchestrator.queries.unattributed import Unattributed

from .behind_row import BehindRow
from .board_result import APPLICATIONS, CLICKS, HIRES, QUALIFIED, STARTS, BoardResult, figure
from .chart import Chart
from .numbers import money_range, plural
from .times import MONTHS


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the funnel. `rate` is empty where the two counts do not cover the same postings.

    `metric` and `ours` say which postings' readings it is made of.
    """

    name: str
    metric: Metric
    ours: bool
    count: Figure
    rate: str
    covers: str


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
    channels: tuple[BoardResult, ...]
    snapshot: str
    code_version: str
    taken_at: datetime
    charts: tuple[Chart, ...]
    behind: tuple[BehindRow, ...]
    cost_rule: str
    unattributed: Unattributed
    employers: tuple[BoardResult, ...]
    practice: bool


def page(
    report: Report,
    employer: str,
    boards: tuple[BoardResult, ...],
    channels: tuple[BoardResult, ...],
    charts: tuple[Chart, ...],
    behind: tuple[BehindRow, ...],
    cost_rule: str,
    unattributed: Unattributed,
    employers: tuple[BoardResult, ...],
    *,
    practice: bool,
) -> ReportPage:
    """`report` is by board, as are the results; those of channels stand apart and are compared with none.

    `employers`: the same by employer, empty for one alone; `practice`: all of it reached the simulator only.
    """
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
        channels=channels,
        snapshot=snapshot(plain(report)),
        code_version=version("callboard"),
        taken_at=report.taken_at,
        charts=charts,
        behind=behind,
        cost_rule=cost_rule,
        unattributed=unattributed,
        employers=employers,
        practice=practice,
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


def _verdict(total: Line, boards: Sequence[BoardResult]) -> str:
    known = total.tallies[APPLICATIONS]
    if not total.postings:
        return "Nothing was published in this period, or only in the last five minutes."
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
        Stage(
            name,
            column.metric,
            column.side is Side.MEASURED,
            figure(tallies[column]),
            _rate(tallies, column, before),
            ours or _covers(tallies[column]),
        )
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


def snapshot(figures: Mapping[str, object]) -> str:
    """Names the figures: the same figures have the same name."""
    timeless = {name: part for name, part in figures.items() if name != "taken_at"}
    digest = hashlib.sha256(json.dumps(timeless, sort_keys=True).encode()).hexdigest()
    return f"{digest[:4]} {digest[4:8]}"

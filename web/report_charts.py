"""The charts of a report; each has the same figures as a table on its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from orchestrator.queries.usual import Expectations
from orchestrator.statistics.run import Run
from orchestrator.storage.tally_rows import OfDays

from .board_result import BoardResult
from .chart import Band, Bar, Chart, Interval, bars, counts_scale, intervals, money_scale
from .chart import Line as Drawn
from .chart import lines as drawn_lines
from .numbers import money, money_range, plural, with_range
from .times import MONTHS

FEWEST = 8
"""Days without which a chart of days says less than a table."""
_ONE = timedelta(days=1)


def by_day_chart(counted: Sequence[OfDays], start: date, end: date, today: date) -> Chart | None:
    """Applications a day from `start` to `end`; counts over several days stand apart where they overlap no other."""
    days = {each.day: each.value for each in counted if each.day == each.until}
    stretches = [(each.day, each.until, each.value) for each in counted if each.day != each.until]
    last_day = min(end, today)
    if (last_day - start).days + 1 < FEWEST or not (days or stretches):
        return None
    drawn, apart = _bars(days, stretches, start, last_day, today)
    reading = "As reported, by the day." + (" Hatched: today so far." if drawn and drawn[-1].open else "")
    if apart:
        reading += f" {plural(apart, 'more application')} came in spans not split by day, and in no bar."
    title = f"Applications a day, {MONTHS[start.month - 1]}" if start.month == last_day.month else "Applications a day"
    return bars(title, reading, drawn)


def _bars(
    days: dict[date, int], stretches: Sequence[tuple[date, date, int]], start: date, end: date, today: date
) -> tuple[list[Bar], int]:
    alone = {
        first: (last, value)
        for first, last, value in stretches
        if not any(first <= day <= last for day in days)
        and sum(first <= other_last and other_first <= last for other_first, other_last, _ in stretches) == 1
        and start <= first
        and last <= end
    }
    drawn: list[Bar] = []
    day = start
    while day <= end:
        if day in alone:
            last, value = alone[day]
            drawn.append(Bar(_short(day, start), value, (last - day).days + 1))
            day = last + _ONE
        else:
            known = days.get(day)
            if known is None and drawn and drawn[-1].value is None:
                drawn[-1] = replace(drawn[-1], days=drawn[-1].days + 1)
            else:
                drawn.append(Bar(_short(day, start), known, open=known is not None and day == today))
            day += _ONE
    return drawn, sum(value for first, _, value in stretches if first not in alone)


def _short(day: date, start: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}" if day == start or day.day == 1 else f"{day.day}"


def by_board_chart(boards: Sequence[BoardResult]) -> Chart | None:
    """Applications by board with the likely range of each."""
    rows = [_counted(each) for each in boards]
    if not any(row.high for row in rows):
        return None
    most = max(row.high or 0 for row in rows)
    return intervals("Applications by board", "Dot: counted. Line: likely range.", rows, counts_scale(most))


def _counted(each: BoardResult) -> Interval:
    value = each.applications.value
    if value is None or each.range is None:
        return Interval(each.name, None, None, None, "not known", absent="not reported")
    said = with_range(value, *each.range)
    return Interval(
        each.name, value, each.range[0], each.range[1], f"{said}, stale" if each.applications.stale else said
    )


def cost_chart(boards: Sequence[BoardResult]) -> Chart | None:
    """Cost per application by board, where any is known."""
    paid = [each for each in boards if each.cost and not each.free]
    known = [each for each in paid if each.cost_each is not None and each.cost_each[0] > 0]
    if not known or len({each.currency for each in paid}) != 1:
        return None
    ends = [float(end) for each in known for end in each.cost_each or () if end is not None]
    return intervals(
        "Cost per application",
        "Only postings whose cost and applications are both known. A short line means many applications.",
        [_cost(each) for each in paid],
        money_scale(min(ends), max(ends), known[0].currency),
    )


def _cost(each: BoardResult) -> Interval:
    spent = f"{money(each.cost, each.currency)} spent"
    if each.cost_each is None or each.cost_each[0] == Decimal(0):
        return Interval(each.name, None, None, None, spent, absent="not reported")
    low, high = each.cost_each
    said = (
        f"{money(each.cost_one, each.currency)} ({money_range(low, high, each.currency)})"
        if high is not None
        else (f"at least {money(low, each.currency)}")
    )
    return Interval(
        each.name,
        None if each.cost_one is None else float(each.cost_one),
        float(low),
        None if high is None else float(high),
        said,
    )


def course_chart(title: str, run: Run, expectations: Expectations) -> Chart | None:
    """What one posting has brought since publication, against what is usual; None without a known day."""
    totals = [0, *(run.total(age) for age in range(1, run.days + 1))]
    known = [total for total in totals[1:] if total is not None]
    if not known:
        return None
    usual = [expectations.usual(run.board, run.start, age) for age in range(1, run.days + 1)]
    low = [0.0] + [each.low for each in usual if each is not None]
    high = [0.0] + [each.high for each in usual if each is not None]
    band = None
    reading = "All that is known so far, by days since publication."
    if len(low) > 1:
        band = Band("usual", f"{low[-1]:.0f} to {high[-1]:.0f}", low, high)
        reading += (
            f" Band: eight of ten finished postings of this board, made of {expectations.curves[run.board].postings}."
        )
    name = f"{title}: {known[-1]} so far on day {run.days}" + (
        f"; usual by day {len(low) - 1} is {low[-1]:.0f} to {high[-1]:.0f}." if band else "."
    )
    line = Drawn(f"{known[-1]} so far", "", totals)
    return drawn_lines(f"{title}: applications since publication", reading, [line],
                       ["day 0", *(str(age) for age in range(1, run.days + 1))], name, band)  # fmt: skip

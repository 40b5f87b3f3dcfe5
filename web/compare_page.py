"""Two wordings side by side, as `compare.html` shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from orchestrator.domain.reading import Mark
from orchestrator.queries.comparison import Comparison, Together
from orchestrator.statistics.cell import Cell
from orchestrator.statistics.not_comparable import NotComparable, Reason
from orchestrator.statistics.words import figure

from .chart import Chart, Interval, Line, intervals, lines, ratio_scale
from .compare_words import Verdict, since, usual_words, verdict
from .mark_words import marks_words
from .numbers import plural, ratio_range
from .times import MONTHS, day_words

_ONE = timedelta(days=1)
FEWEST = 8
"""Days below which a table says more than a line."""


@dataclass(frozen=True, slots=True)
class WordingText:
    """One of the two; `start` is how its text begins."""

    arm: str
    label: str
    title: str
    start: str
    advert_id: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """Two postings on a board. `a` and `b` None: left out, for the reason in `note`."""

    board: str
    note: str
    a_id: int
    b_id: int
    a_place: str
    b_place: str
    a: int | None
    b: int | None
    usual: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What `compare.html` shows. `method`: sentences behind "How do we know?"."""

    heading: str
    lede: str
    verdict: Verdict
    usual: str
    charts: tuple[Chart, ...]
    wordings: tuple[WordingText, WordingText]
    rows: tuple[CountRow, ...]
    together: tuple[int, int] | None
    left_out: tuple[str, ...]
    method: tuple[str, ...]
    wording_ids: tuple[int, int]


def compare_page(
    found: Comparison,
    employer: str,
    today: date,
    label: Callable[[str], str],
    doubtful: Mapping[int, Mapping[Mark, int]],
) -> ComparePage:
    """`label` names a board; `doubtful`: marked readings of applications by posting."""
    began = since(found)
    lede = f"{employer}. Wordings {found.a.label} and {found.b.label}"
    lede += f", live together since {day_words(began, today)}." if began else "."
    counted = [counts for each in found.together if (counts := each.counts) is not None]
    return ComparePage(
        heading=f"{found.advert}: {found.a.label} or {found.b.label}?",
        lede=lede,
        verdict=verdict(found),
        usual=usual_words(found, label),
        charts=tuple(chart for chart in (_course(found), _ratio(found)) if chart is not None),
        wordings=(_text(found, "A"), _text(found, "B")),
        rows=tuple(_row(each, label, doubtful) for each in found.together),
        together=(sum(a for a, _ in counted), sum(b for _, b in counted)) if counted else None,
        left_out=(
            *(_left_out(label(board), missing) for board, missing in found.left_out.items()),
            *(f"{label(board)} is left out: {Reason.CHANNEL}." for board in found.channels),
        ),
        method=_method(found),
        wording_ids=(found.a.id, found.b.id),
    )


def _text(found: Comparison, which: str) -> WordingText:
    arm = found.a if which == "A" else found.b
    text = " ".join((arm.summary or arm.body).split())
    return WordingText(which, arm.label, arm.title, text[:239] + "…" if len(text) > 240 else text, arm.advert_id)


def _row(each: Together, label: Callable[[str], str], doubtful: Mapping[int, Mapping[Mark, int]]) -> CountRow:
    a, b = each.matched.a.shown, each.matched.b.shown
    counts = each.counts
    note = f"both live {plural(each.matched.days, 'day')}"
    if isinstance(each.cells, NotComparable):
        note = str(each.cells.reason)
    elif not _all_days(each.cells, each.matched.days):
        note += f", {plural(len(each.cells), 'stretch', 'stretches')} counted"
    for name, side in (("A", a), ("B", b)):
        if side.id in doubtful:
            note += f"; {name}: {marks_words(doubtful[side.id])}"
    return CountRow(
        label(each.matched.board), note, a.id, b.id, a.town or a.title, b.town or b.title,
        None if counts is None else counts[0], None if counts is None else counts[1],
        None if each.usual is None else (each.usual.low, each.usual.high),
    )  # fmt: skip


def _all_days(cells: tuple[Cell, ...], days: int) -> bool:
    return len(cells) == days


def _left_out(board: str, missing: str) -> str:
    if not missing:
        return f"{board} is left out: A and B were never live there on the same days."
    other = "B" if missing == "A" else "A"
    return f"{board} is left out: {missing} was never live there, so there is nothing to set {other} against."


def _course(found: Comparison) -> Chart | None:
    """Applications since both were live, added up over all boards; a day on which a count is missing is a gap."""
    by_day: dict[date, tuple[int, int]] = {}
    for cell in found.cells:
        a, b = by_day.get(cell.day, (0, 0))
        by_day[cell.day] = a + cell.a, b + cell.b
    began, last = since(found), max(by_day, default=None)
    if began is None or last is None or (last - began).days + 1 < FEWEST:
        return None
    every = [began + _ONE * passed for passed in range((last - began).days + 1)]
    totals: dict[str, list[float | None]] = {"a": [0], "b": [0]}
    so_far = [0, 0]
    for day in every:
        found_on = by_day.get(day)
        if found_on is not None:
            so_far[0] += found_on[0]
            so_far[1] += found_on[1]
        totals["a"].append(so_far[0] if found_on is not None else None)
        totals["b"].append(so_far[1] if found_on is not None else None)
    name = f"Applications so far: A {so_far[0]}, B {so_far[1]}, after {plural(len(every), 'day')}."
    drawn = [
        Line(f"A: {so_far[0]}", found.a.label[:14], totals["a"], "a"),
        Line(f"B: {so_far[1]}", found.b.label[:14], totals["b"], "b"),
    ]
    words = [f"{began.day} {MONTHS[began.month - 1][:3]}", *(f"{day.day}" for day in every)]
    return lines("Applications since both were live", "All boards, the days that count both.", drawn, words, name)


def _ratio(found: Comparison) -> Chart | None:
    if isinstance(found.looks, NotComparable):
        return None
    ratio = found.looks[-1].ratio
    if not ratio.a + ratio.b or ratio.contradicted:
        return None
    said = ratio_range(ratio.low, ratio.high)
    if not ratio.low and ratio.high is None:
        said = "no limit yet"
    rows = [Interval("These postings", ratio.ratio, ratio.low or None, ratio.high, said)]
    reading = "Line: every value that fits the counts so far. It may be read on any day."
    return intervals("How many times as many does A bring?", reading, rows, ratio_scale([ratio.low, ratio.high]))


def _method(found: Comparison) -> tuple[str, ...]:
    if isinstance(found.looks, NotComparable):
        return ("Level 1, these postings: there is no board and day on which both were live and counted.",)
    ratio = found.looks[-1].ratio
    said = [
        (
            f"Level 1, these postings: {plural(len(found.cells), 'cell')} of board and day; the evidence against "
            f"“no difference” is {figure(ratio.e_value)} to 1, where 20 to 1 decides (always-valid p "
            f"{figure(ratio.p_value)})."
        ),
    ]
    gauge = found.dispersion
    if gauge is None or gauge.phi is None:
        said.append("Too few days with two applications to gauge the spread between days.")
    else:
        verb = "is more than" if gauge.too_much else "is within what"
        said.append(f"Spread between days {verb} chance gives (gauge {gauge.phi:.1f}, limit 1.5).")
    if any(cell.exposure_a != cell.exposure_b for cell in found.cells):
        said.append("Ages differ, so each day is weighed by what the board’s finished postings brought at that age.")
    said.append("Ranges hold at all looks together with 95 % confidence, however often this page is opened.")
    return tuple(said)

"""Interval rows: a line for the range, a dot for what was counted or fits best."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from web.numbers import money

from .chart import NARROW, WIDE, Chart, gap, rule, short, svg, ticks, words

_ROW = 26.0
_NARROW_ROW = 48.0
_TOP = 18.0
_RATIOS = (
    (0.125, "an eighth"),
    (0.25, "a quarter"),
    (0.5, "half"),
    (1.0, "same"),
    (2.0, "twice"),
    (4.0, "4 times"),
    (8.0, "8 times"),
    (16.0, "16 times"),
)


@dataclass(frozen=True, slots=True)
class Interval:
    """One row. `said` stands at its right; `low` or `high` None is "no limit"; `absent` says why there is no value."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    said: str
    note: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to a share of the width, and the ticks with their words. `same` draws a line at "no difference"."""

    place: Callable[[float], float]
    marks: tuple[tuple[float, str], ...]
    same: float | None = None


def counts_scale(most: float) -> Scale:
    """From 0 to `most`."""
    marks = ticks(most)
    return Scale(lambda value: value / marks[-1], tuple((mark, f"{mark:,}") for mark in marks))


def ratio_scale(values: Iterable[float | None]) -> Scale:
    """Ratios by factors: from half to four times, and as far as an eighth and eight times where values go there."""
    known = [value for value in values if value]
    low, high = min(0.5, *known, 0.5), max(4.0, *known, 4.0)
    marks = [mark for mark in _RATIOS if min(0.5, low * 0.7) <= mark[0] <= max(4.0, high * 1.5)]
    same = next(index for index, mark in enumerate(marks) if mark[0] == 1)
    every = 1 if len(marks) <= 4 else 2
    said = tuple((value, words if (index - same) % every == 0 else "") for index, (value, words) in enumerate(marks))
    return _log(said, 1.0)


def money_scale(least: float, most: float, currency: str = "GBP") -> Scale:
    """Money by factors, from the round sum below `least` to the one above `most`."""
    round_sums = [digit * 10.0**power for power in range(-1, 7) for digit in (1, 2, 5)]
    first = max((index for index, mark in enumerate(round_sums) if mark <= least), default=0)
    last = next((index for index, mark in enumerate(round_sums) if mark >= most), len(round_sums) - 1)
    chosen = round_sums[first : max(last, first + 1) + 1]
    chosen = chosen[:: math.ceil(len(chosen) / 5)]
    return _log(tuple((mark, str(money(Decimal(str(mark)), currency))) for mark in chosen), None)


def intervals(title: str, reading: str, rows: Sequence[Interval], scale: Scale, width: int = WIDE) -> Chart:
    """The chart, `width` units where it is wide; its name is a sentence of all rows."""
    name = f"{title}: " + "; ".join(f"{row.label} {row.absent or row.said}" for row in rows) + "."
    tall = _TOP + _ROW * len(rows) + 6
    return Chart(
        title,
        reading,
        svg("wide", width, tall, name, _wide(rows, scale, tall, width)),
        svg("narrow", NARROW, _TOP + _NARROW_ROW * len(rows) + 6, name, _narrow(rows, scale)),
    )


def _log(marks: tuple[tuple[float, str], ...], same: float | None) -> Scale:
    low, high = math.log(marks[0][0]), math.log(marks[-1][0])
    return Scale(lambda value: (math.log(value) - low) / (high - low) if value > 0 else -1.0, marks, same)


def _wide(rows: Sequence[Interval], scale: Scale, tall: float, width: int) -> Iterator[Markup]:
    left, right = (132.0 if width == WIDE else 180.0), width - 118.0
    yield from _grid(scale, left, right, tall - 6)
    for index, row in enumerate(rows):
        y = _TOP + _ROW * (index + 0.65)
        yield words(0, y + 4, short(row.label, 17 if width == WIDE else 26), "lab big")
        yield words(width, y + 4, row.said, "", "end")
        yield from _mark(row, scale, left, right, y)


def _narrow(rows: Sequence[Interval], scale: Scale) -> Iterator[Markup]:
    left, right = 16.0, NARROW - 18.0
    yield from _grid(scale, left, right, _TOP + _NARROW_ROW * len(rows))
    for index, row in enumerate(rows):
        y = _TOP + _NARROW_ROW * index + 26
        yield words(0, y, short(row.label, 22), "lab")
        yield words(NARROW, y, row.said, "", "end")
        yield from _mark(row, scale, left, right, y + 14)


def _grid(scale: Scale, left: float, right: float, tall: float) -> Iterator[Markup]:
    for value, said in scale.marks:
        x = left + scale.place(value) * (right - left)
        yield rule("ref" if value == scale.same else "grid", x, x, _TOP, tall)
        if said:
            yield words(x, 12, said, "sub", "middle")


def _mark(row: Interval, scale: Scale, left: float, right: float, y: float) -> Iterator[Markup]:
    if row.absent:
        yield gap(left, y - 7, right - left, 14)
        yield words(left + 8, y + 4, row.absent)
        return
    low = left if row.low is None else left + scale.place(row.low) * (right - left)
    high = right + 1 if row.high is None else left + scale.place(row.high) * (right - left)
    yield rule("iv", min(max(low, left), right), min(max(high, left), right), y, y)
    # What goes on beyond the scale carries an arrowhead.
    if low < left or row.low is None:
        yield Markup('<path class="fm" d="M{:.1f} {:.1f}l7 -5v10z"/>').format(left - 5, y)
    if high > right:
        yield Markup('<path class="fm" d="M{:.1f} {:.1f}l-7 -5v10z"/>').format(right + 5, y)
    if row.value is not None and 0 <= scale.place(row.value) <= 1:
        x = left + scale.place(row.value) * (right - left)
        yield Markup('<circle class="pt" cx="{:.1f}" cy="{:.1f}" r="5.5"/>').format(x, y)

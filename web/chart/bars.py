"""Counts by day: bars from zero, gaps as gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .chart import NARROW, WIDE, Chart, gap, rule, svg, ticks, words

_TOP, _FLOOR, _TALL = 10.0, 132.0, 154.0
_LEFT = 30.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One day, or `days` of them that are not split. `value` None: no count. `open`: the day is not over yet."""

    label: str
    value: int | None
    days: int = 1
    open: bool = False


def bars(title: str, reading: str, days: Sequence[Bar]) -> Chart:
    """The chart. Days that were counted together stand as one dotted frame with their sum in words."""
    split = [bar.value for bar in days if bar.value is not None and bar.days == 1]
    marks = ticks(max(split, default=1) or 1)
    name = f"{title}: {_said(days)}."
    return Chart(
        title,
        reading,
        svg("wide", WIDE, _TALL, name, _drawn(days, marks, WIDE, "wide")),
        svg("narrow", NARROW, _TALL, name, _drawn(days, marks, NARROW, "narrow")),
    )


def _said(days: Sequence[Bar]) -> str:
    known = [bar for bar in days if bar.value is not None]
    if not known:
        return "no count on any day"
    most = max(known, key=lambda bar: bar.value or 0)
    missing = sum(bar.days for bar in days if bar.value is None)
    gaps = f"; no count on {missing} of {sum(bar.days for bar in days)} days" if missing else ""
    return f"{sum(bar.value or 0 for bar in known):,} in all, most on {most.label}, {most.value:,}{gaps}"


def _drawn(days: Sequence[Bar], marks: Sequence[int], width: int, size: str) -> Iterator[Markup]:
    yield Markup(
        '<defs><pattern id="hatch-{0}" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="5"/></pattern></defs>'
    ).format(size)
    for mark in marks:
        y = _FLOOR - (_FLOOR - _TOP) * mark / marks[-1]
        yield rule("axis" if mark == 0 else "grid", _LEFT, width - 2, y, y)
        yield words(_LEFT - 6, y + 4, f"{mark:,}", "sub", "end")
    step = (width - 2 - _LEFT) / max(1, sum(bar.days for bar in days))
    x, every = _LEFT, max(1, round(48 / step))
    passed = 0
    for bar in days:
        yield from _bar(bar, x, step * bar.days, marks[-1], size)
        if passed % every == 0 and x + 40 < width:
            yield words(x + step * bar.days / 2, 148, bar.label, "sub", "middle")
        x += step * bar.days
        passed += bar.days


def _bar(bar: Bar, x: float, width: float, most: int, size: str) -> Iterator[Markup]:
    middle = x + width / 2
    if bar.value is None:
        yield gap(x + 1, _TOP, width - 2, _FLOOR - _TOP)
        if width > 60:
            yield words(middle, 24, "no count", "sub", "middle")
    elif bar.days > 1:
        yield gap(x + 1, 44, width - 2, _FLOOR - 44)
        if width > 44:
            yield words(middle, 88, f"{bar.value:,} in", "sub", "middle")
            yield words(middle, 102, f"{bar.days} days", "sub", "middle")
    elif bar.value == 0:
        yield words(middle, _FLOOR - 4, "0", "sub", "middle")
    else:
        tall = (_FLOOR - _TOP) * bar.value / most
        shape = Markup('x="{:.1f}" width="{:.1f}" y="{:.1f}" height="{:.1f}"').format(
            x + 1, max(1.0, width - 2), _FLOOR - tall, tall
        )
        if bar.open:
            yield Markup('<rect class="part" {} fill="url(#hatch-{})"/>').format(shape, size)
        else:
            yield Markup('<rect class="barv" {}/>').format(shape)

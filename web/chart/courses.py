"""Lines over days: what has come so far, with breaks where nothing is known and a band for what is usual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .chart import NARROW, WIDE, Chart, gap, rule, svg, ticks, words

_TOP, _FLOOR, _TALL = 10.0, 150.0, 172.0
_LEFT = 30.0


@dataclass(frozen=True, slots=True)
class Line:
    """Values by day, None where unknown. `arm`: `a` (round), `b` (square) or empty; the words stand at its end."""

    label: str
    note: str
    values: Sequence[float | None]
    arm: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """What is usual, by day: a pale band with its words at the end."""

    label: str
    note: str
    low: Sequence[float]
    high: Sequence[float]


def lines(
    title: str, reading: str, drawn: Sequence[Line], days: Sequence[str], name: str, band: Band | None = None
) -> Chart:
    """The chart; `days` are the words under its axis, one for each value."""
    every = [value for line in drawn for value in line.values if value is not None]
    marks = ticks(max([*every, *(band.high if band else ())], default=1) or 1)
    return Chart(
        title,
        reading,
        svg("wide", WIDE, _TALL, name, _all(drawn, days, marks, WIDE, band)),
        svg("narrow", NARROW, _TALL, name, _all(drawn, days, marks, NARROW, band)),
    )


def _all(
    drawn: Sequence[Line], days: Sequence[str], marks: Sequence[int], width: int, band: Band | None
) -> Iterator[Markup]:
    right = width - 92.0
    step = (right - _LEFT) / max(1, len(days) - 1)

    def at(index: int, value: float) -> str:
        return f"{_LEFT + step * index:.1f} {_FLOOR - (_FLOOR - _TOP) * value / marks[-1]:.1f}"

    for mark in marks:
        y = _FLOOR - (_FLOOR - _TOP) * mark / marks[-1]
        yield rule("axis" if mark == 0 else "grid", _LEFT, right, y, y)
        yield words(_LEFT - 6, y + 4, f"{mark:,}", "sub", "end")
    if band is not None:
        upper = [at(index, value) for index, value in enumerate(band.high)]
        lower = [at(index, value) for index, value in enumerate(band.low)]
        yield Markup('<path class="band" d="M{}Z"/>').format("L".join([*upper, *reversed(lower)]))
    yield from _gaps(drawn, step)
    taken: list[float] = []
    for line in drawn:
        yield from _line(line, at, right, marks[-1], taken)
    if band is not None:
        y = _clear(_FLOOR - (_FLOOR - _TOP) * (band.low[-1] + band.high[-1]) / 2 / marks[-1], taken)
        yield words(right + 10, y, band.label)
        yield words(right + 10, y + 14, band.note)
    every = max(1, round(56 / step)) if step else 1
    for index in range(0, len(days), every):
        yield words(_LEFT + step * index, 166, days[index], "sub", "middle")


def _gaps(drawn: Sequence[Line], step: float) -> Iterator[Markup]:
    """Days on which no line has a value: a frame from the last known to the next."""
    known = [any(line.values[index] is not None for line in drawn) for index in range(len(drawn[0].values))]
    index = 0
    while index < len(known):
        end = index
        while end < len(known) and not known[end]:
            end += 1
        if end > index > 0 and end < len(known):
            x = _LEFT + step * (index - 1) + 4
            width = step * (end - index + 1) - 8
            yield gap(x, _TOP, width, _FLOOR - _TOP)
            if width > 52:
                yield words(x + width / 2, 24, "no count", "sub", "middle")
        index = max(end, index + 1)


def _line(line: Line, at: object, right: float, most: int, taken: list[float]) -> Iterator[Markup]:
    assert callable(at)
    path, last = "", None
    for index, value in enumerate(line.values):
        if value is None:
            last = None
            continue
        path += f"{'M' if last is None else 'L'}{at(index, value)}"
        last = value
    yield Markup('<path class="line{}" d="{}"/>').format(f" {line.arm}" if line.arm else "", path)
    ends = [(index, value) for index, value in enumerate(line.values) if value is not None]
    if not ends:
        return
    index, value = ends[-1]
    x, y = (float(part) for part in at(index, value).split())
    if line.arm == "b":
        yield Markup('<rect class="fb" x="{:.1f}" y="{:.1f}" width="9" height="9"/>').format(x - 4.5, y - 4.5)
    else:
        css = "fa" if line.arm else "pt"
        yield Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="5"/>').format(css, x, y)
    beside = _clear(_FLOOR - (_FLOOR - _TOP) * value / most + 4, taken)
    yield words(right + 11, beside, line.label, "lab")
    if line.note:
        yield words(right + 11, beside + 14, line.note)


def _clear(y: float, taken: list[float]) -> float:
    """A place for two lines of text that no other text has yet."""
    y = max(_TOP + 4, y)
    while any(abs(y - other) < 30 for other in taken):
        y += 4
    taken.append(y)
    return y

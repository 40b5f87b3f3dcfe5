"""What all charts share: the two drawings, round ticks, text and lines."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

WIDE, NARROW, PAPER = 440, 294, 700


@dataclass(frozen=True, slots=True)
class Chart:
    """`title` says what is counted, `reading` how to read it; `wide` and `narrow` are finished `<svg>` elements."""

    title: str
    reading: str
    wide: Markup
    narrow: Markup


def svg(size: str, width: int, height: float, name: str, parts: Iterable[Markup]) -> Markup:
    """One drawing; `name` is the sentence of its values that a screen reader says."""
    return Markup(
        '<svg class="{}" viewBox="0 0 {} {:g}" width="{}" height="{:g}" role="img" aria-label="{}">{}</svg>'
    ).format(size, width, height, width, height, name, Markup("").join(parts))


def words(x: float, y: float, said: str, css: str = "sub", anchor: str = "start") -> Markup:
    """Text of 12 units."""
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(css, x, y, anchor, said)


def rule(css: str, x1: float, x2: float, y1: float, y2: float) -> Markup:
    """A straight line."""
    return Markup('<line class="{}" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>').format(css, x1, x2, y1, y2)


def gap(x: float, y: float, width: float, height: float) -> Markup:
    """The dotted frame where nothing is known."""
    return Markup('<rect class="gapbox" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
        x, y, width, height
    )


def ticks(most: float, about: int = 4) -> tuple[int, ...]:
    """Round whole numbers from 0 to `most` or just above it, about so many."""
    step = next(digit * 10**power for power in range(19) for digit in (1, 2, 5) if digit * 10**power * about >= most)
    return tuple(range(0, max(1, math.ceil(most / step)) * step + 1, step))


def short(said: str, most: int) -> str:
    """A label that fits; the table beside the chart has it in full."""
    return said if len(said) <= most else said[: most - 1].rstrip(" ,") + "…"

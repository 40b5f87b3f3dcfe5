"""Charts drawn on the server as SVG, twice each: wide, and narrow for a phone. Colour only through classes."""

from __future__ import annotations

from .bars import Bar, bars
from .chart import PAPER, WIDE, Chart
from .courses import Band, Line, lines
from .intervals import Interval, Scale, counts_scale, intervals, money_scale, ratio_scale

__all__ = [
    "PAPER",
    "WIDE",
    "Band",
    "Bar",
    "Chart",
    "Interval",
    "Line",
    "Scale",
    "bars",
    "counts_scale",
    "intervals",
    "lines",
    "money_scale",
    "ratio_scale",
]

"""Counts whose chance per visitor is small: given a cell's total, A's part is binomial."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from .cell import Cell


class PoissonLikelihood:
    """Cells (board, day) given their totals: A's count is Binomial(n, p) with logit p = theta + offset.

    Whatever both postings share in a cell (decay, weekday, season, board, role, place) has cancelled. Cells of the
    same offset count as one, so splitting a cell or adding an empty one changes nothing.
    """

    __slots__ = ("_pools", "a", "b")

    def __init__(self, cells: Iterable[Cell]) -> None:
        pools: defaultdict[float, list[int]] = defaultdict(lambda: [0, 0])
        for cell in cells:
            if cell.n:
                pool = pools[cell.offset]
                pool[0] += cell.a
                pool[1] += cell.n
        self._pools = tuple((offset, a, n) for offset, (a, n) in sorted(pools.items()))
        self.a = sum(a for _, a, _ in self._pools)
        self.b = sum(n - a for _, a, n in self._pools)

    @property
    def rises(self) -> bool:
        return self.b == 0

    @property
    def falls(self) -> bool:
        return self.a == 0

    def value(self, theta: float) -> float:
        return sum(a * (theta + offset) - n * _softplus(theta + offset) for offset, a, n in self._pools)

    def slope(self, theta: float) -> float:
        return sum(a - n * chance(theta + offset) for offset, a, n in self._pools)

    def bend(self, theta: float) -> float:
        return sum(n * chance(theta + offset) * chance(-theta - offset) for offset, _, n in self._pools)


def chance(logit: float) -> float:
    """The probability with that logit."""
    if logit >= 0:
        return 1 / (1 + math.exp(-logit))
    odds = math.exp(logit)
    return odds / (1 + odds)


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))

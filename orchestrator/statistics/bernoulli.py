"""Applications per click where many clicks convert: given both margins of a cell, A's part is hypergeometric."""

from __future__ import annotations

import math
from collections.abc import Iterable

from .cell import Cell
from .quadrature import log_sum

OFTEN = 0.10
"""From this conversion on, counts are no longer Poisson: the binomial of `PoissonLikelihood` is too wide."""


class BernoulliLikelihood:
    """Cells whose exposures are clicks, of which each brings one application or none; theta is the log odds ratio.

    Given the clicks of both and the applications of both together, A's applications follow Fisher's noncentral
    hypergeometric law, in which the cell's own conversion has cancelled whatever it was (Fisher 1935; Breslow and
    Day 1980, section 4.2). Looks are allowed after completed cells. For rare applications it becomes the Poisson case.
    """

    __slots__ = ("_tables", "a", "b")

    def __init__(self, cells: Iterable[Cell]) -> None:
        cells = [cell for cell in cells if cell.n]
        self._tables = tuple(_Table(cell) for cell in cells)
        self.a = sum(cell.a for cell in cells)
        self.b = sum(cell.b for cell in cells)

    @property
    def rises(self) -> bool:
        return all(table.a == table.most for table in self._tables)

    @property
    def falls(self) -> bool:
        return all(table.a == table.least for table in self._tables)

    def value(self, theta: float) -> float:
        return sum(table.a * theta - table.log_total(theta) for table in self._tables)

    def slope(self, theta: float) -> float:
        return sum(table.a - table.mean(theta) for table in self._tables)

    def bend(self, theta: float) -> float:
        return sum(table.variance(theta) for table in self._tables)


class _Table:
    """A cell as a 2 by 2 table: the central hypergeometric weights of all counts A could have had."""

    __slots__ = ("_weights", "a", "least", "most")

    def __init__(self, cell: Cell) -> None:
        clicks_a, clicks_b = (
            _clicks("exposure_a", cell.exposure_a, cell.a),
            _clicks("exposure_b", cell.exposure_b, cell.b),
        )
        self.a, self.least, self.most = cell.a, max(0, cell.n - clicks_b), min(cell.n, clicks_a)
        whole = _log_choose(clicks_a + clicks_b, cell.n)
        self._weights = tuple(
            (k, _log_choose(clicks_a, k) + _log_choose(clicks_b, cell.n - k) - whole)
            for k in range(self.least, self.most + 1)
        )

    def log_total(self, theta: float) -> float:
        return log_sum(weight + k * theta for k, weight in self._weights)

    def mean(self, theta: float) -> float:
        total = self.log_total(theta)
        return math.fsum(k * math.exp(weight + k * theta - total) for k, weight in self._weights)

    def variance(self, theta: float) -> float:
        total, mean = self.log_total(theta), self.mean(theta)
        return math.fsum((k - mean) ** 2 * math.exp(weight + k * theta - total) for k, weight in self._weights)


def _clicks(name: str, exposure: float, count: int) -> int:
    clicks = round(exposure)
    if clicks != exposure:
        raise ValueError(f"{name}: {exposure:g} is no number of clicks; clicks are whole")
    if count > clicks:
        raise ValueError(f"{name}: {count} applications of {clicks} clicks; an application needs a click")
    return clicks


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def converts_often(applications: int, clicks: int) -> bool:
    """Whether a comparison of conversions must use this likelihood; settle it before the start, from history."""
    return clicks > 0 and applications / clicks > OFTEN

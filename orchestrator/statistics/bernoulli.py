"""Applications per click where these are many: given both margins of a cell, A's part is hypergeometric."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from .cell import Cell
from .quadrature import log_sum

MOST = 100_000
"""Applications of one cell that can be compared by odds; with so many, rates would do."""
OFTEN = 0.10
"""From so many applications per click on, counts vary less than Poisson ones: `PoissonLikelihood` is too careful."""


class BernoulliLikelihood:
    """Cells whose exposures are clicks, of which each brings one application or none; theta is the log odds ratio.

    Given the clicks of both and the applications of both together, A's applications follow Fisher's noncentral
    hypergeometric law, in which the cell's own rate has cancelled whatever it was (Fisher 1935; Breslow and
    Day 1980, section 4.2). Looks are allowed after completed cells. For rare applications it becomes the Poisson case.
    """

    __slots__ = ("_tables", "a", "b")

    def __init__(self, cells: Iterable[Cell]) -> None:
        found: defaultdict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0, 0])
        for cell in cells:
            clicks_a = _clicks("exposure_a", cell.exposure_a, cell.a)
            clicks_b = _clicks("exposure_b", cell.exposure_b, cell.b)
            if cell.n > MOST:
                raise ValueError(f"{cell.n:,} applications in one cell; at most {MOST:,} can be compared by odds")
            if cell.n:
                alike = found[clicks_a, clicks_b, cell.n]
                alike[0] += cell.a
                alike[1] += 1
        self._tables = tuple(_Table(margins, a, times) for margins, (a, times) in found.items())
        self.a = sum(a for a, _ in found.values())
        self.b = sum(n * times - a for (_, _, n), (a, times) in found.items())

    @property
    def rises(self) -> bool:
        return all(table.a == table.times * table.most for table in self._tables)

    @property
    def falls(self) -> bool:
        return all(table.a == table.times * table.least for table in self._tables)

    def value(self, theta: float) -> float:
        return sum(table.a * theta - table.times * table.log_total(theta) for table in self._tables)

    def slope(self, theta: float) -> float:
        return sum(table.a - table.times * table.moments(theta)[0] for table in self._tables)

    def bend(self, theta: float) -> float:
        return sum(table.times * table.moments(theta)[1] for table in self._tables)


class _Table:
    """Cells with the same margins as one 2 by 2 table, seen `times` times, with `a` applications of A in all."""

    __slots__ = ("_weights", "a", "least", "most", "times")

    def __init__(self, margins: tuple[int, int, int], a: int, times: int) -> None:
        self._weights = _weights(*margins)
        self.a, self.times = a, times
        self.least, self.most = self._weights[0][0], self._weights[-1][0]

    def log_total(self, theta: float) -> float:
        return log_sum(weight + k * theta for k, weight in self._weights)

    def moments(self, theta: float) -> tuple[float, float]:
        """Mean and variance of A's applications in one such cell."""
        total = self.log_total(theta)
        chances = [(k, math.exp(weight + k * theta - total)) for k, weight in self._weights]
        mean = math.fsum(k * chance for k, chance in chances)
        return mean, math.fsum((k - mean) ** 2 * chance for k, chance in chances)


@lru_cache(maxsize=1_000)
def _weights(clicks_a: int, clicks_b: int, n: int) -> tuple[tuple[int, float], ...]:
    """Each count A could have had, with the log of its chance if the odds are equal."""
    whole = _log_choose(clicks_a + clicks_b, n)
    return tuple(
        (k, _log_choose(clicks_a, k) + _log_choose(clicks_b, n - k) - whole)
        for k in range(max(0, n - clicks_b), min(n, clicks_a) + 1)
    )


def _clicks(name: str, exposure: float, count: int) -> int:
    clicks = round(exposure)
    if clicks != exposure:
        raise ValueError(f"{name}: {exposure:g} is no number of clicks; clicks are whole")
    if count > clicks:
        raise ValueError(f"{name}: {count} applications of {clicks} clicks; an application needs a click")
    return clicks


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def applied_often(applications: int, clicks: int) -> bool:
    """Whether applications per click must be compared by this likelihood; settle it before the start, from history."""
    return clicks > 0 and applications / clicks > OFTEN

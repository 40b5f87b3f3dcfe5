"""The likely range of a count."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

TAIL = 0.025
_EXACT = 400
"""Beyond this count the approximation is right to a hundredth."""
_Z = 1.959963984540054


@cache
def _exact(count: int) -> tuple[float, float]:
    """Of a count up to `_EXACT`; pages ask for the same small ones thousands of times."""
    low = _solve(lambda mean: 1 - _at_most(count - 1, mean), 0.0, float(count)) if count else 0.0
    high = _solve(lambda mean: -_at_most(count, mean), float(count), 3 * count + 20.0, -TAIL)
    return low, high


def count_range(count: int) -> tuple[float, float]:
    """The exact 95 % interval (Garwood 1936) of a Poisson mean of which `count` was seen.

    The chi-square quantiles in it are found by bisection, for large counts by Wilson and Hilferty (1931).
    """
    if count > _EXACT:
        return _cube(count, -_Z), _cube(count + 1, _Z)
    return _exact(count)


def _solve(rising: Callable[[float], float], low: float, high: float, target: float = TAIL) -> float:
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < target else (low, middle)
    return (low + high) / 2


def _at_most(count: int, mean: float) -> float:
    """P(X <= count) for a Poisson X."""
    if mean <= 0:
        return 1.0
    return math.fsum(math.exp(seen * math.log(mean) - mean - math.lgamma(seen + 1)) for seen in range(count + 1))


def _cube(count: int, z: float) -> float:
    return count * (1 - 1 / (9 * count) + z / (3 * math.sqrt(count))) ** 3

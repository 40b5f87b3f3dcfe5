"""Integrals by Gauss and Legendre, in logarithms so that a thousand factors neither overflow nor vanish."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import lru_cache

NEGLIGIBLE = 45.0
"""A log-concave function this many powers of e below its top adds less than 1e-17 to its integral."""
_ORDER = 20


@lru_cache(maxsize=64)
def legendre(order: int) -> tuple[tuple[float, float], ...]:
    """Nodes in (-1, 1) and weights that sum to 2: exact for polynomials of degree 2 order - 1."""
    found = []
    for index in range(order):
        x = math.cos(math.pi * (index + 0.75) / (order + 0.5))
        slope = 1.0
        for _ in range(100):
            value, before = 1.0, 0.0
            for degree in range(1, order + 1):
                value, before = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree, value
            slope = order * (x * value - before) / (x * x - 1)
            change = value / slope
            x -= change
            if abs(change) < 1e-15:
                break
        found.append((x, 2 / ((1 - x * x) * slope * slope)))
    return tuple(found)


def log_sum(logs: Iterable[float]) -> float:
    """ln of the sum of the numbers whose logarithms are given."""
    listed = list(logs)
    top = max(listed)
    return top if math.isinf(top) else top + math.log(math.fsum(math.exp(each - top) for each in listed))


def log_integral(log_function: Callable[[float], float], mode: float, scale: float) -> float:
    """ln of the integral over the real line of a log-concave function with its top at `mode`, about `scale` wide."""
    top = log_function(mode)
    terms = []
    for direction in (-1.0, 1.0):
        reach = _reach(lambda distance, way=direction: log_function(mode + way * distance) - top, scale)  # type: ignore[misc]
        half = reach / 4
        for centre in (half, 3 * half):
            for node, weight in legendre(_ORDER):
                terms.append(log_function(mode + direction * (centre + half * node)) + math.log(weight * half))
    return log_sum(terms)


def _reach(drop: Callable[[float], float], scale: float) -> float:
    """How far from the top the function becomes negligible, a quarter too far at most."""
    low, high = 0.0, 4 * scale
    while drop(high) > -NEGLIGIBLE:
        low, high = high, 2 * high
    while high - low > high / 4:
        middle = (low + high) / 2
        if drop(middle) > -NEGLIGIBLE:
            low = middle
        else:
            high = middle
    return high

"""The beta law, by its continued fraction (Abramowitz and Stegun 26.5.8)."""

from __future__ import annotations

import math
from functools import lru_cache

from .root import root

_TINY = 1e-300


def below(x: float, a: float, b: float) -> float:
    """P(X <= x) for X ~ Beta(a, b)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


@lru_cache(maxsize=4_096)
def quantile(share: float, a: float, b: float) -> float:
    """The x with P(X <= x) = share, 0 < share < 1."""

    def surplus(logit: float) -> float:
        odds = math.exp(min(logit, 700.0))
        return below(odds / (1 + odds), a, b) - share

    start = math.log(a / b)
    odds = math.exp(root(surplus, start, -0.1 if surplus(start) > 0 else 0.1))
    return odds / (1 + odds)


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's method."""
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > _TINY else _TINY)
    value = d
    for m in range(1, 1_000_000):
        before = value
        for factor in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + factor * d
            c = 1 + factor / c
            d = 1 / (d if abs(d) > _TINY else _TINY)
            c = c if abs(c) > _TINY else _TINY
            value *= d * c
        if abs(value - before) < 1e-16 * abs(value):
            break
    return value

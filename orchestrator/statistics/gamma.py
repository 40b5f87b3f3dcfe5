"""The gamma law, by series and continued fraction (Abramowitz and Stegun 6.5.29 and 6.5.31)."""

from __future__ import annotations

import math
from functools import lru_cache

from .root import root

_TINY = 1e-300


def below(x: float, shape: float, rate: float = 1.0) -> float:
    """P(X <= x) for X ~ Gamma(shape, rate)."""
    return _lower(x * rate, shape)


def above(x: float, shape: float, rate: float = 1.0) -> float:
    """P(X > x), exact also where it is small."""
    return _upper(x * rate, shape)


@lru_cache(maxsize=8192)
def quantile(share: float, shape: float, rate: float = 1.0) -> float:
    """The x with P(X <= x) = share, 0 < share < 1. A shape so small that x could not be written down gives 0.

    Kept: reports ask for the same limits of the same counts again and again.
    """
    if _lower(_TINY, shape) >= share:
        return 0.0

    def surplus(log_x: float) -> float:
        x = math.exp(log_x)
        return _lower(x, shape) - share if share < 0.5 else (1 - share) - _upper(x, shape)

    start = math.log(max(_guess(share, shape), _TINY))
    return math.exp(root(surplus, start, -0.1 if surplus(start) > 0 else 0.1)) / rate


def digamma(x: float) -> float:
    """The derivative of ln Gamma, for x > 0 (Abramowitz and Stegun 6.3.5 and 6.3.18)."""
    before = 0.0
    while x < 10:
        before -= 1 / x
        x += 1
    square = 1 / (x * x)
    series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))))
    return before + math.log(x) - 0.5 / x - series


def _guess(share: float, shape: float) -> float:
    """Wilson and Hilferty 1931; for small shapes the first term of the series."""
    if shape < 1:
        return math.exp((math.log(share) + math.lgamma(shape + 1)) / shape)
    # A normal quantile good to half a percent is enough to start from.
    tail = min(share, 1 - share)
    t = math.sqrt(-2 * math.log(tail))
    z = math.copysign(t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t), share - 0.5)
    return shape * max(1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape)), 0.01) ** 3


def _lower(x: float, shape: float) -> float:
    if x <= 0:
        return 0.0
    return _series(x, shape) if x < shape + 1 else 1 - _fraction(x, shape)


def _upper(x: float, shape: float) -> float:
    if x <= 0:
        return 1.0
    return 1 - _series(x, shape) if x < shape + 1 else _fraction(x, shape)


def _front(x: float, shape: float) -> float:
    return math.exp(max(shape * math.log(x) - x - math.lgamma(shape), -745.0))


def _series(x: float, shape: float) -> float:
    term = total = 1 / shape
    step = shape
    while term > total * 1e-17:
        step += 1
        term *= x / step
        total += term
    return total * _front(x, shape)


def _fraction(x: float, shape: float) -> float:
    """Lentz's method."""
    b = x + 1 - shape
    c, d = 1 / _TINY, 1 / b
    value = d
    for index in range(1, 1_000_000):
        factor = -index * (index - shape)
        b += 2
        d = factor * d + b
        c = b + factor / c
        d = 1 / (d if abs(d) > _TINY else _TINY)
        c = c if abs(c) > _TINY else _TINY
        change = d * c
        value *= change
        if abs(change - 1) < 1e-16:
            break
    return value * _front(x, shape)

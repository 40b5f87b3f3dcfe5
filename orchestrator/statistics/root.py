"""Where a monotone function crosses zero."""

from __future__ import annotations

from collections.abc import Callable

_ROUNDS = 200


def root(function: Callable[[float], float], start: float, step: float) -> float:
    """The zero of a monotone function, looked for from `start` towards `start + step` and on, in doubling steps.

    Regula falsi with the Illinois weights, to 13 digits or an absolute 1e-13. ValueError where no zero is found.
    """
    here = function(start)
    if here == 0:
        return start
    far, there = start, here
    for _ in range(_ROUNDS):
        far += step
        there = function(far)
        if (there > 0) != (here > 0) or there == 0:
            return _between(function, start, here, far, there)
        start, here, step = far, there, step * 2
    raise ValueError("the function does not cross zero in that direction")


def _between(function: Callable[[float], float], a: float, at_a: float, b: float, at_b: float) -> float:
    for _ in range(_ROUNDS):
        if at_b == 0 or abs(b - a) <= 1e-13 * max(1.0, abs(b)):
            return b
        middle = (a * at_b - b * at_a) / (at_b - at_a)
        if not min(a, b) < middle < max(a, b):
            middle = (a + b) / 2
        value = function(middle)
        if (value > 0) != (at_b > 0):
            a, at_a = b, at_b
        else:
            at_a /= 2
        b, at_b = middle, value
    return (a + b) / 2

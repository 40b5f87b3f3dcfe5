"""The conditional mixture e-process: evidence against every ratio at once, valid at any look.

Lindon and Malek, "Anytime-Valid Inference for Multinomial Count Data", NeurIPS 2022 (arXiv 2011.03567), with a normal
in place of their Beta mixture so that cells may have different offsets.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from .level import LOG_ENOUGH
from .likelihood import Likelihood
from .quadrature import log_integral
from .root import root

TAU = 0.5
"""Standard deviation of the mixing normal over the log ratio: written down before any data, never tuned to them.

Between 0.35 and 1.0 it hardly changes what is found.
"""


def log_mixture(likelihood: Likelihood) -> float:
    """J: ln of the likelihood averaged over log ratios drawn from Normal(0, TAU²)."""
    precision = 1 / TAU**2
    mode = _top(lambda theta: likelihood.slope(theta) - theta * precision)
    scale = 1 / math.sqrt(likelihood.bend(mode) + precision)
    constant = -math.log(TAU * math.sqrt(2 * math.pi))
    return log_integral(lambda t: likelihood.value(t) - t * t * precision / 2 + constant, mode, scale)


def peak(likelihood: Likelihood) -> float:
    """The log ratio that fits best; infinite where one side has nothing, 0 where both have nothing."""
    if likelihood.rises and likelihood.falls:
        return 0.0
    if likelihood.rises or likelihood.falls:
        return math.inf if likelihood.rises else -math.inf
    return _top(likelihood.slope)


def limits(likelihood: Likelihood, mixture: float) -> tuple[float, float]:
    """The log ratios whose evidence against them is below 20: an interval, possibly without end on one side."""

    def inside(theta: float) -> float:
        return likelihood.value(theta) - mixture + LOG_ENOUGH

    best = peak(likelihood)
    if math.isfinite(best):
        low = -math.inf if likelihood.falls else root(inside, best, -TAU)
        high = math.inf if likelihood.rises else root(inside, best, TAU)
        return low, high
    towards = TAU if (inside(0.0) < 0) == (best > 0) else -TAU
    end = root(inside, 0.0, towards)
    return (end, math.inf) if best > 0 else (-math.inf, end)


def _top(slope: Callable[[float], float]) -> float:
    return root(slope, 0.0, TAU if slope(0.0) > 0 else -TAU)

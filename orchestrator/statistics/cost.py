"""What an application cost, with the uncertainty of a small count."""

from __future__ import annotations

import math
from dataclasses import dataclass

from . import beta, gamma

TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Cost:
    """Spend per application in the currency of the spend; None where there is no application, or no upper limit."""

    cost: float | None
    low: float
    high: float | None


def count_limits(count: int) -> tuple[float, float]:
    """The exact 95 % interval (Garwood 1936) of a Poisson mean of which `count` was seen."""
    low = gamma.quantile(TAIL, count) if count else 0.0
    return low, gamma.quantile(1 - TAIL, count + 1)


def cost_per_application(spend: float, applications: int) -> Cost:
    """Exact for one look; with no application only "at least" can be said."""
    if not (math.isfinite(spend) and spend >= 0):
        raise ValueError(f"spend: {spend:g} is no sum; it must be 0 or more")
    if applications < 0:
        raise ValueError(f"applications: {applications} is below zero; a count starts at 0")
    low, high = count_limits(applications)
    if not applications:
        return Cost(None, spend / high, None)
    return Cost(spend / applications, spend / high, spend / low)


def rate_ratio_limits(a: int, b: int, exposure_a: float = 1.0, exposure_b: float = 1.0) -> tuple[float, float | None]:
    """The exact 95 % interval of the rate ratio A to B for a single look planned beforehand (Clopper and Pearson).

    With money as exposure it compares what two boards bring for the same sum. None is "no upper limit".
    """
    scale = exposure_b / exposure_a
    share = beta.quantile(TAIL, a, b + 1) if a else 0.0
    low = share / (1 - share) * scale
    if not b:
        return low, None
    share = beta.quantile(1 - TAIL, a + 1, b)
    return low, share / (1 - share) * scale

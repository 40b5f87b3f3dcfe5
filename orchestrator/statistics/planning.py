"""How many applications or pairs a question needs, and whether a posting can still bring them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import accumulate

from .level import LOG_ENOUGH
from .not_comparable import NotComparable, Reason
from .root import root

_Z = 1.959963984540054 + 0.8416212335729143
"""Normal quantiles of a two-sided error of 5 % and a power of 80 %."""
ALWAYS_VALID = 1.9
"""What being allowed to look every day costs, as simulated: the applications of a single planned look, times this."""


def applications_needed(ratio: float, split: float = 1.0) -> int:
    """Applications of both together with which a true ratio is found in four of five cases, at one planned look.

    `split` is exposure A to exposure B. ValueError for a ratio of 1, which no count can find.
    """
    return round(_needed(ratio, split))


def applications_always_valid(ratio: float, split: float = 1.0) -> int:
    """The same when every day is looked at."""
    return round(ALWAYS_VALID * _needed(ratio, split))


def detectable_ratio(applications: float, split: float = 1.0) -> float:
    """The smallest ratio above 1 that a single planned look at so many applications finds in four of five cases."""
    if not applications > 0:
        raise ValueError(f"applications: {applications:g} can show no ratio; name at least 1")
    return math.exp(root(lambda log: math.log(_needed(math.exp(log), split) / applications), 0.01, 0.1))


def days_needed(applications: float, expected_by_day: Iterable[float]) -> int | NotComparable:
    """Days until so many have come, given what the curve still expects of both on each remaining day."""
    total = 0.0
    for day, total in enumerate(accumulate(expected_by_day), 1):
        if total >= applications:
            return day
    return NotComparable(Reason.TOO_LATE, f"{total:.0f} of {applications:.0f}")


def pairs_needed(ratio: float, mean: float, variance: float) -> int:
    """Pairs to plan for, roughly: slots bring `mean` each, and differ by a relative variance of `variance` besides."""
    _check(ratio)
    if not (mean > 0 and variance >= 0):
        raise ValueError("mean must be above 0 and variance 0 or more")
    gain = math.tanh(math.log(ratio) / 2)
    spread = 1 / (2 * mean) + variance / 2
    pairs = 1
    for _ in range(100):
        needed = math.ceil(2 * (LOG_ENOUGH + math.log(math.sqrt(pairs) + 1)) * spread / gain**2)
        if needed <= pairs:
            break
        pairs = needed
    return max(pairs, FEWEST_PAIRS)


FEWEST_PAIRS = 8
"""Seven pairs that all go one way are evidence of 16, eight of 28: fewer can never decide."""


def _needed(ratio: float, split: float) -> float:
    _check(ratio)
    if not (math.isfinite(split) and split > 0):
        raise ValueError(f"split: {split:g} is no split; it must be above 0")
    log = math.log(ratio)
    return _Z**2 * (1 + split * ratio) ** 2 / (split * ratio * log * log)


def _check(ratio: float) -> None:
    if not (math.isfinite(ratio) and ratio > 0):
        raise ValueError(f"ratio: {ratio:g} is no ratio; it must be above 0")
    if ratio == 1:
        raise ValueError(
            "ratio: 1 is no difference, and no number of applications shows one; name the smallest that matters"
        )

"""How many applications a question of Level 1 needs, and whether a posting can still bring them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import accumulate

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


def _needed(ratio: float, split: float) -> float:
    check_ratio(ratio)
    if not (math.isfinite(split) and split > 0):
        raise ValueError(f"split: {split:g} is no split; it must be above 0")
    log = math.log(ratio)
    return _Z**2 * (1 + split * ratio) ** 2 / (split * ratio * log * log)


def check_ratio(ratio: float) -> None:
    """ValueError for what is no ratio, or none that can be found."""
    if not (math.isfinite(ratio) and ratio > 0):
        raise ValueError(f"ratio: {ratio:g} is no ratio; it must be above 0")
    if ratio == 1:
        raise ValueError(
            "ratio: 1 is no difference, and no number of applications shows one; name the smallest that matters"
        )

"""Two groups of postings that nobody drew by a coin: how many times as many the one brought, of what was usual."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from . import beta
from .prior import Counted

FEWEST = 8
"""Members without which a group's own spread cannot be told."""


@dataclass(frozen=True, slots=True)
class GroupRatio:
    """Rate of the first group to that of the second, with a 95 % interval for one look; an observed difference only."""

    ratio: float
    low: float
    high: float
    first: int
    second: int


def group_ratio(first: Iterable[Counted], second: Iterable[Counted]) -> GroupRatio | None:
    """None where a group has fewer than eight members, or nothing came to it.

    The spread within each group (Pearson's chi-square per degree of freedom, at least 1) widens the Poisson error, and
    Student's law stands for it being estimated. No member is given more weight than what was usual for it.
    """
    groups = [[each for each in group if each.exposure > 0] for group in (first, second)]
    if min(map(len, groups)) < FEWEST:
        return None
    logs, variance = [], 0.0
    for group in groups:
        total, exposure = sum(each.count for each in group), sum(each.exposure for each in group)
        if not total:
            return None
        rate = total / exposure
        square = sum((each.count - rate * each.exposure) ** 2 / (rate * each.exposure) for each in group)
        variance += max(1.0, square / (len(group) - 1)) / total
        logs.append(math.log(rate))
    half = _student(min(map(len, groups)) - 1) * math.sqrt(variance)
    log = logs[0] - logs[1]
    return GroupRatio(math.exp(log), math.exp(log - half), math.exp(log + half), len(groups[0]), len(groups[1]))


def _student(freedom: int) -> float:
    """The 97.5 % quantile of Student's t, from that of a beta law."""
    share = beta.quantile(0.05, freedom / 2, 0.5)
    return math.sqrt(freedom * (1 - share) / share)

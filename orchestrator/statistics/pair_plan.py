"""How many pairs a question of Level 2 needs: by trying it out, as no formula is near enough."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from random import Random

from .draw import luck, poisson
from .level import LOG_ENOUGH
from .not_comparable import NotComparable, Reason
from .pairs import Pair, advantage, growing
from .planning import check_ratio

FEWEST_PAIRS = 8
"""Seven pairs that all go one way are evidence of 16, eight of 28: fewer can never decide."""
MOST_PAIRS = 400
_RUNS = 400
_POWER = 0.8
_EXACT = 126


def pairs_needed(random: Random, ratio: float, mean: float, variance: float) -> int | NotComparable:
    """The number of pairs by which a true ratio is found in four of five cases, looking after each pair.

    `mean`: what a slot with wording B brings on average. `variance`: of each slot's own luck, relative to its mean
    (0.5 where nothing is known: postings differ a lot).
    """
    check_ratio(ratio)
    _check(mean, variance)
    decided: list[int] = []
    undecided = 0
    while len(decided) + undecided < _RUNS:
        pairs = _decided_after(random, MOST_PAIRS, ratio, mean, variance)
        if pairs <= MOST_PAIRS:
            decided.append(pairs)
        elif (undecided := undecided + 1) > _RUNS * (1 - _POWER):
            return NotComparable(Reason.TOO_MANY_PAIRS)
    return sorted(decided)[math.ceil(_RUNS * _POWER) - 1]


def power(random: Random, pairs: int, ratio: float, mean: float, variance: float) -> float:
    """The share of cases in which that many pairs, or fewer, find the ratio."""
    _check(mean, variance)
    return sum(_decided_after(random, pairs, ratio, mean, variance) <= pairs for _ in range(_RUNS)) / _RUNS


def _decided_after(random: Random, most: int, ratio: float, mean: float, variance: float) -> int:
    advantages = (advantage(pair) for pair in islice(_drawn(random, ratio, mean, variance), most))
    grown = enumerate(growing(advantages, min(most, _EXACT)), 1)
    return next((pairs for pairs, wealth in grown if wealth >= LOG_ENOUGH), most + 1)


def _drawn(random: Random, ratio: float, mean: float, variance: float) -> Iterator[Pair]:
    while True:
        one, other = luck(random, variance), luck(random, variance)
        yield Pair(poisson(random, mean * ratio * one), poisson(random, mean * other))


def _check(mean: float, variance: float) -> None:
    if not (math.isfinite(mean) and mean > 0):
        raise ValueError(f"mean: {mean:g} applications a slot show nothing; it must be above 0")
    if not (math.isfinite(variance) and variance >= 0):
        raise ValueError(f"variance: {variance:g} is no variance; it must be 0 or more")

"""Chance, for planning and for checking: drawn from a generator that is passed in."""

from __future__ import annotations

import math
from random import Random

_PART = 30.0


def poisson(random: Random, mean: float) -> int:
    """A Poisson count, by inversion; large means in parts, so that e to the minus mean stays above zero."""
    count = 0
    while mean > _PART:
        count += _inverted(random, _PART)
        mean -= _PART
    return count + _inverted(random, mean)


def luck(random: Random, variance: float) -> float:
    """A gamma factor of mean 1; 1 itself without variance."""
    return random.gammavariate(1 / variance, variance) if variance else 1.0


def _inverted(random: Random, mean: float) -> int:
    level, count = random.random(), 0
    chance = math.exp(-mean)
    while level > chance and count < 500:
        level -= chance
        count += 1
        chance *= mean / count
    return count

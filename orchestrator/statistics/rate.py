"""How many of a known number: applications per click, named by what they divide."""

from __future__ import annotations

from dataclasses import dataclass

from . import beta
from .share import shares

TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` of `of`; `rate` None where there is nothing to divide by.

    `low` to `high` holds in 95 % for a single look, `ever_low` to `ever_high` for all looks together.
    """

    count: int
    of: int
    rate: float | None
    low: float
    high: float
    ever_low: float
    ever_high: float


def rate(count: int, of: int) -> Rate:
    """At one look the exact interval of Clopper and Pearson (1934); at any look that of `share`, as what came of it and
    what did not are two sources of all. ValueError where more are counted than there were.
    """
    if not 0 <= count <= of:
        raise ValueError(f"count: {count} of {of} is no part of it")
    low = beta.quantile(TAIL, count, of - count + 1) if count else 0.0
    high = beta.quantile(1 - TAIL, count + 1, of - count) if count < of else 1.0
    of_all = shares((count, of - count))[0]
    return Rate(count, of, count / of if of else None, low, high, of_all.ever_low, of_all.ever_high)

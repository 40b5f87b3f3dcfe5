"""Which part of all applications came from each board."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from . import beta
from .level import LOG_ENOUGH
from .root import root

TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Share:
    """A share of 0 to 1, None while nothing has come.

    `low` to `high` holds for a single look, `ever_low` to `ever_high` for all looks together.
    """

    share: float | None
    low: float
    high: float
    ever_low: float
    ever_high: float


def shares(counts: Sequence[int]) -> tuple[Share, ...]:
    """One for each count. "Unattributed" is a count of its own, never spread over the others.

    At one look: the posterior of Dirichlet(1/2, ...). At any look: the multinomial confidence sequence of Lindon and
    Malek (2022) with Dirichlet(1, ...), for each board with the others in proportion.
    """
    if len(counts) < 2:
        raise ValueError("counts: shares need at least two sources")
    if min(counts) < 0:
        raise ValueError(f"counts: {min(counts)} is below zero; a count starts at 0")
    total, sources = sum(counts), len(counts)
    evidence = math.lgamma(sources) - math.lgamma(sources + total) + sum(math.lgamma(1 + count) for count in counts)
    found = []
    for count in counts:
        a, b = count + 0.5, total - count + (sources - 1) / 2
        low, high = beta.quantile(TAIL, a, b), beta.quantile(1 - TAIL, a, b)
        ever_low, ever_high = _ever(count, counts, evidence)
        found.append(Share(count / total if total else None, low, high, ever_low, ever_high))
    return tuple(found)


def bounds(count: int, known: int, unknown: int) -> tuple[float, float]:
    """A source's share if none, and if all, of the unattributed applications were its own."""
    total = known + unknown
    if not 0 <= count <= known or unknown < 0 or not total:
        raise ValueError(f"count: {count} of {known} known and {unknown} unknown make no share")
    return count / total, (count + unknown) / total


def _ever(count: int, counts: Sequence[int], evidence: float) -> tuple[float, float]:
    rest = sum(counts) - count
    fixed = sum(_x_log_x(each) for each in counts) - _x_log_x(count) - _x_log_x(rest)

    def room(logit: float) -> float:
        log_in, log_out = -math.log1p(math.exp(-logit)), -math.log1p(math.exp(logit))
        return LOG_ENOUGH - evidence + count * log_in + rest * log_out + fixed

    if not count + rest:
        return 0.0, 1.0
    best = math.log((count + 0.5) / (rest + 0.5))
    low = _chance(root(room, best, -0.5)) if count else 0.0
    high = _chance(root(room, best, 0.5)) if rest else 1.0
    return low, high


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def _x_log_x(x: int) -> float:
    return x * math.log(x) if x else 0.0

"""Level 1: these two postings. It never speaks of wordings in general."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from .cell import Cell
from .level import ALPHA, bounded_exp
from .likelihood import Likelihood
from .mixture import limits, log_mixture, peak
from .not_comparable import NotComparable, Reason
from .poisson import PoissonLikelihood


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as many A brought as B, for the same exposure, after all looks so far.

    `a`, `b`: what both brought in the shared cells. `ratio`: the one that fits best, None where B has nothing to
    divide by. `low` to `high` has held at all looks together with 95 % confidence; `high` None is "no upper limit".
    `log_e`: ln of the e-value against "no difference" at this look; `p_value`: the smallest of all looks.
    `contradicted`: no ratio at all is left, so the counts are not what the model takes them for.
    """

    a: int
    b: int
    ratio: float | None
    low: float
    high: float | None
    log_e: float
    p_value: float
    contradicted: bool = False

    @property
    def e_value(self) -> float:
        return bounded_exp(self.log_e)

    @property
    def decided(self) -> bool:
        """The two differ, said with at most 5 % error over all looks."""
        return not self.contradicted and self.p_value <= ALPHA


@dataclass(frozen=True, slots=True)
class Look:
    """What stood on the page at the end of `day`."""

    day: date
    ratio: Ratio


def ratio(
    cells: Iterable[Cell], likelihood: Callable[[Iterable[Cell]], Likelihood] = PoissonLikelihood
) -> Ratio | NotComparable:
    """All cells at a single look. With BernoulliLikelihood exposures are clicks and the result is an odds ratio."""
    cells = tuple(cells)
    if not cells:
        return NotComparable(Reason.NO_SHARED_DAYS)
    return _after(None, cells, likelihood(cells))


def looks(
    cells: Iterable[Cell], likelihood: Callable[[Iterable[Cell]], Likelihood] = PoissonLikelihood
) -> tuple[Look, ...] | NotComparable:
    """A look after each day: intervals only ever shrink, the p-value only ever falls. The last look is the result."""
    return _looks(tuple(cells), likelihood)


@lru_cache(maxsize=64)
def _looks(
    cells: tuple[Cell, ...], likelihood: Callable[[Iterable[Cell]], Likelihood]
) -> tuple[Look, ...] | NotComparable:
    """A page and the frozen figures beside it look at the same cells, and so does whoever comes back to them."""
    ordered = sorted(cells, key=lambda cell: cell.day)
    if not ordered:
        return NotComparable(Reason.NO_SHARED_DAYS)
    found: list[Look] = []
    so_far: list[Cell] = []
    for day, group in groupby(ordered, key=lambda cell: cell.day):
        so_far += group
        before = found[-1].ratio if found else None
        found.append(Look(day, _after(before, so_far, likelihood(so_far))))
    return tuple(found)


def _after(before: Ratio | None, cells: Iterable[Cell], likelihood: Likelihood) -> Ratio:
    mixture = log_mixture(likelihood)
    low, high = (math.exp(each) if each < 709 else math.inf for each in limits(likelihood, mixture))
    log_e = mixture - likelihood.value(0.0)
    p_value = min(1.0, math.exp(min(0.0, -log_e)))
    if before is not None:
        low, high = max(low, before.low), min(high, math.inf if before.high is None else before.high)
        p_value = min(p_value, before.p_value)
    a, b = sum(cell.a for cell in cells), sum(cell.b for cell in cells)
    best = peak(likelihood)
    return Ratio(
        a,
        b,
        math.exp(best) if a + b and best < 709 else None,
        low,
        None if math.isinf(high) else high,
        log_e,
        p_value,
        contradicted=low > high or (before is not None and before.contradicted),
    )

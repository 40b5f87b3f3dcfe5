"""Two postings' applications for each click (or apply start): Level 1 with what people did before as exposure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .bernoulli import BernoulliLikelihood, applied_often
from .cell import Cell
from .not_comparable import NotComparable, Reason
from .poisson import PoissonLikelihood
from .rate import Rate, rate
from .ratio import Look, looks


@dataclass(frozen=True, slots=True)
class AppliedPer:
    """Both rates, and the ratio A to B after each day. `odds`: the ratio is one of odds, because a tenth or more."""

    a: Rate
    b: Rate
    looks: tuple[Look, ...]
    odds: bool


def applied_per(cells: Iterable[Cell]) -> AppliedPer | NotComparable:
    """`cells` have whole clicks for exposures; ages, days and boards cancel, as does whatever brought the clicks.

    Which law is taken depends on both together, never on which of the two had more. Where a cell has more
    applications than clicks (they may come a day later) the Poisson law stays, which is too careful, never too bold.
    """
    every = tuple(cells)
    if not every:
        return NotComparable(Reason.NO_CLICKS)
    a, b = sum(cell.a for cell in every), sum(cell.b for cell in every)
    clicks_a, clicks_b = (round(sum(part)) for part in zip(*((c.exposure_a, c.exposure_b) for c in every), strict=True))
    if a > clicks_a or b > clicks_b:
        return NotComparable(Reason.MORE_THAN_CLICKS)
    fits = all(cell.a <= cell.exposure_a and cell.b <= cell.exposure_b for cell in every)
    odds = fits and applied_often(a + b, clicks_a + clicks_b)
    found = looks(every, BernoulliLikelihood if odds else PoissonLikelihood)
    return found if isinstance(found, NotComparable) else AppliedPer(rate(a, clicks_a), rate(b, clicks_b), found, odds)

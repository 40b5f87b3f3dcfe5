"""What is usual for a posting by its age, and whether it is behind."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .decay import FEWEST, Curve
from .not_comparable import NotComparable, Reason
from .prior import Counted, Prior, learn
from .run import Run

TAIL = 0.1


@dataclass(frozen=True, slots=True)
class Usual:
    """By that age eight of ten postings of the board have between `low` and `high`; `expected` is their mean."""

    age: int
    low: int
    high: int
    expected: float

    def behind(self, count: int) -> bool:
        """Fewer than nine of ten have: worth a look, not proof of anything."""
        return count < self.low


def usual(history: Iterable[Run], curve: Curve, start: date, age: int) -> Usual | NotComparable:
    """The range usual by the end of day `age` for a posting that started on `start`.

    From the completed postings of the board (leave out this one): their spread around the curve by that age is
    learnt, and a new posting is drawn from it (negative binomial). Says nothing where history is thin.
    """
    spread = spread_by(history, curve, age)
    return spread if isinstance(spread, NotComparable) else usual_of(spread, curve, start, age)


def spread_by(history: Iterable[Run], curve: Curve, age: int) -> Prior | NotComparable:
    """How much completed postings of the board differ from its curve by that age; the same for all postings on it."""
    counted = [
        Counted(total, base)
        for run in history
        if run.board == curve.board
        and (total := run.total(age)) is not None
        and (base := curve.through(run.start, age))
    ]
    return learn(counted) if len(counted) >= FEWEST else NotComparable(Reason.THIN_HISTORY, curve.board)


def usual_of(spread: Prior, curve: Curve, start: date, age: int) -> Usual | NotComparable:
    """The range usual for one posting, given how much they differ."""
    expected = curve.through(start, age)
    if not expected:
        return NotComparable(Reason.THIN_HISTORY, curve.board)
    low, high = count_quantile(spread, expected, TAIL), count_quantile(spread, expected, 1 - TAIL)
    return Usual(age, low, high, spread.mean * expected)


def count_quantile(prior: Prior, exposure: float, share: float) -> int:
    """The smallest count that at most so many new postings with that exposure exceed: P(X <= count) >= share."""
    log_miss, log_hit = math.log(prior.rate / (prior.rate + exposure)), math.log(exposure / (prior.rate + exposure))
    base = prior.shape * log_miss - math.lgamma(prior.shape)
    total, count = 0.0, 0
    while True:
        total += math.exp(base + math.lgamma(prior.shape + count) - math.lgamma(count + 1) + count * log_hit)
        if total >= share - 1e-12:
            return count
        count += 1

"""What a design can show, said before it starts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from sqlalchemy import Connection, text

from orchestrator.statistics.not_comparable import NotComparable
from orchestrator.statistics.pair_plan import FEWEST_PAIRS, pairs_needed
from orchestrator.statistics.planning import detectable_ratio

from .usual import Expectations

_SEED = 20_261_123
VARIANCE = 0.5
"""Of each posting's own luck, where nothing is known: postings differ a lot."""
USUAL_MEAN = 10.0
"""Applications of a slot that are planned with where no board has a usual course yet."""
_BOARDS = text("select distinct board from posting where employer_id = :employer and published_at is not null")


@dataclass(frozen=True, slots=True)
class Power:
    """`mean`: applications a slot brings by what is usual (`known` False: assumed). `pairs`: needed to find `ratio` in
    four of five cases, None when more than can be planned for. `one_round`: the smallest ratio that a single pair's
    applications can show."""

    ratio: float
    mean: float
    known: bool
    pairs: int | None
    fewest: int
    one_round: float


def mean_of_slot(connection: Connection, employer: int, days: int) -> float | None:
    """What a posting usually brings in so many days on the boards of an employer; None where no board tells."""
    boards = list(connection.execute(_BOARDS, {"employer": employer}).scalars())
    curves = Expectations.of(connection, boards).curves.values()
    means = [sum(curve.by_age[:days]) for curve in curves]
    return sum(means) / len(means) if means else None


@lru_cache(maxsize=256)
def power_of(ratio: float, mean: float | None) -> Power:
    """What pairs with that mean can show of a true `ratio`, looked at after each pair; always the same answer, so it
    is kept: the simulation takes the better part of a second.
    """
    planned = max(1.0, mean or USUAL_MEAN)
    needed = pairs_needed(Random(_SEED), ratio, planned, VARIANCE)
    pairs = None if isinstance(needed, NotComparable) else max(FEWEST_PAIRS, needed)
    return Power(ratio, planned, mean is not None, pairs, FEWEST_PAIRS, detectable_ratio(max(8.0, planned * 2)))

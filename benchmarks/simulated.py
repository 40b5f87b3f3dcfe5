"""Postings and pairs with a known truth, for the simulations of `benchmarks.statistics`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from orchestrator.statistics.cell import Cell
from orchestrator.statistics.decay import Curve
from orchestrator.statistics.draw import luck, poisson
from orchestrator.statistics.pairs import Pair
from orchestrator.statistics.run import Run

DAYS = 28
START = date(2026, 3, 2)
BOARDS = {"wide": 0.5, "middling": 0.3, "narrow": 0.2}
Day = list[Cell]
"""The cells that are added on one day."""


def ebb(age: int) -> float:
    """Relative intensity on a day of age: about 43 % come in the first two days, as in reality."""
    return float(age**-1.1)


TOTAL = sum(ebb(age) for age in range(1, DAYS + 1))


def postings(
    random: Random,
    applications: float,
    *,
    ratio: float = 1.0,
    split: float = 0.5,
    shared: float = 0.0,
    own: float = 0.0,
) -> list[Day]:
    """Two postings live on the same boards on the same days, `applications` expected of both together if alike.

    `split` is A's share of the exposure. `shared` and `own` are the variances of the luck of a board's day, common to
    both postings or each posting's own.
    """
    days = []
    for age in range(1, DAYS + 1):
        day = START + timedelta(age)
        cells = []
        for board, weight in BOARDS.items():
            mean = applications * weight * ebb(age) / TOTAL * luck(random, shared)
            a = poisson(random, mean * split * ratio * luck(random, own))
            b = poisson(random, mean * (1 - split) * luck(random, own))
            cells.append(Cell(board, day, a, b, split, 1 - split))
        days.append(cells)
    return days


def late(random: Random, applications: float, exposure: Callable[[str, int], float], delay: int = 3) -> list[Day]:
    """The same without any difference, but A starts `delay` days later; `exposure` is what the analyst takes for it."""
    days = []
    for age in range(1, DAYS + 1 - delay):
        day = START + timedelta(age + delay)
        days.append(
            [
                Cell(
                    board,
                    day,
                    poisson(random, applications / 2 * weight * ebb(age) / TOTAL),
                    poisson(random, applications / 2 * weight * ebb(age + delay) / TOTAL),
                    exposure(board, age),
                    exposure(board, age + delay),
                )
                for board, weight in BOARDS.items()
            ]
        )
    return days


def completed(random: Random, board: str, count: int, mean: float, variance: float) -> list[Run]:
    """Postings that have run their course, each with luck of its own."""
    runs = []
    for _ in range(count):
        start = START - timedelta(random.randint(60, 400))
        level = mean / TOTAL * luck(random, variance)
        counts = {start + timedelta(age - 1): poisson(random, level * ebb(age)) for age in range(1, DAYS + 1)}
        runs.append(Run(board, start, start + timedelta(DAYS - 1), counts))
    return runs


def fitted(curves: Mapping[str, Curve]) -> Callable[[str, int], float]:
    """The exposure that fitted curves give."""

    def exposure(board: str, age: int) -> float:
        found = curves[board].at(age)
        assert found
        return found

    return exposure


def clicks(random: Random, a_clicks: int, b_clicks: int) -> list[Day]:
    """10 to 40 applications per 100 clicks, another rate in every cell, the same for both postings."""
    days = []
    for passed in range(DAYS):
        cells = []
        for board, weight in BOARDS.items():
            of_a, of_b = 1 + round(a_clicks * weight), 1 + round(b_clicks * weight)
            chance = random.uniform(0.1, 0.4)
            a = sum(random.random() < chance for _ in range(of_a))
            b = sum(random.random() < chance for _ in range(of_b))
            cells.append(Cell(board, START + timedelta(passed), a, b, of_a, of_b))
        days.append(cells)
    return days


def pairs(
    random: Random,
    mean: float,
    *,
    ratio: float = 1.0,
    variance: float = 0.0,
    trend: bool = False,
    sizes: float = 1.0,
    coin: bool = True,
    count: int = 40,
) -> list[Pair]:
    """Pairs of slots, the second `sizes` times as large as the first; without a coin A always takes the larger.

    `variance` is that of each slot's own luck. With a trend the last pairs bring a tenth of the first.
    """
    found = []
    for index in range(count):
        level = mean * (1 - 0.9 * index / count if trend else 1)
        slots = [level * luck(random, variance), level * sizes * luck(random, variance)]
        if not coin or random.random() < 0.5:
            slots.reverse()
        found.append(Pair(poisson(random, slots[0] * ratio), poisson(random, slots[1])))
    return found

"""Whether two postings differ by more luck than Level 1 allows for."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from .cell import Cell
from .mixture import peak
from .poisson import PoissonLikelihood, chance

FEWEST_CELLS = 10
MOST = 1.5
"""Above it, each posting has luck of its own from day to day: what differs may not be the wording, so use pairs."""


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Pearson's chi-square per degree of freedom around the common ratio; about 1 where the model holds.

    `phi` is None where fewer than ten cells have two applications or more: it cannot be told.
    """

    cells: int
    phi: float | None

    @property
    def too_much(self) -> bool:
        """A verdict of Level 1 must not be shown as one."""
        return self.phi is not None and self.phi > MOST


def dispersion(cells: Iterable[Cell]) -> Dispersion:
    """The gauge over all cells with at least two applications."""
    used = [cell for cell in cells if cell.n >= 2]
    if len(used) < FEWEST_CELLS:
        return Dispersion(len(used), None)
    best = peak(PoissonLikelihood(used))
    if math.isinf(best):
        return Dispersion(len(used), 0.0)
    square = 0.0
    for cell in used:
        share = chance(best + cell.offset)
        square += (cell.a - cell.n * share) ** 2 / (cell.n * share * (1 - share))
    return Dispersion(len(used), square / (len(used) - 1))

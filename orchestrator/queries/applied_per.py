"""Applications for each click, and for each apply start, of two wordings' postings that were live together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from orchestrator.domain.reading import Metric, Origin
from orchestrator.statistics.applied_per import AppliedPer, applied_per
from orchestrator.statistics.block import Block, blocks
from orchestrator.statistics.cell import Cell
from orchestrator.statistics.not_comparable import NotComparable
from orchestrator.storage import courses
from orchestrator.storage.courses import DayCount

from .comparison import Comparison
from .matching import Matched

PER = (Metric.CLICK, Metric.APPLY_START)
"""What applications are divided by, as our own apply link counts it: it counts every posting alike."""


@dataclass(frozen=True, slots=True)
class PerStep:
    """Applications as they are compared, `per` what our link counted in the same days; the cells it is made of."""

    per: Metric
    cells: tuple[Cell, ...]
    found: AppliedPer | NotComparable


def per_step(connection: Connection, compared: Comparison) -> tuple[PerStep, ...]:
    """One for each of PER that was counted at all. A different age takes no curve here: clicks are the exposure."""
    ids = [side.shown.id for each in compared.together for side in each.matched.sides]
    pairs = [(each.matched, blocks(*pair)) for each in compared.together if (pair := each.matched.runs())]
    counted = [(matched, block) for matched, every in pairs for block in every]
    made = []
    for per in PER:
        ours = {
            each.posting: each.days for each in courses.series(connection, ids, per) if each.origin is Origin.APPLY_LINK
        }
        if ours:
            cells = tuple(_cells(counted, ours))
            made.append(PerStep(per, cells, applied_per(cells)))
    return tuple(made)


def _cells(counted: Iterable[tuple[Matched, Block]], ours: Mapping[int, tuple[DayCount, ...]]) -> Iterator[Cell]:
    for matched, block in counted:
        clicks = [_within(ours.get(side.shown.id, ()), block.first, block.last) for side in matched.sides]
        if clicks[0] and clicks[1]:
            yield Cell(matched.board, block.last, block.a, block.b, clicks[0], clicks[1])


def _within(days: tuple[DayCount, ...], first: date, last: date) -> int:
    """Our own link is always watched: a day without a count had none."""
    return sum(each.value for each in days if first <= each.day and each.until <= last)

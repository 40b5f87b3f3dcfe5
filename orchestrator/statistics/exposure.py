"""Which days of two postings can be set against each other, and with what exposures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .block import Block, blocks
from .cell import Cell
from .decay import Curve
from .not_comparable import NotComparable, Reason
from .run import Run

MOST_APART = 1
"""Days two postings may differ in age and still count as equally exposed without a curve."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The cells of two postings; `left_out` names boards where ages differ and no curve can allow for it."""

    cells: tuple[Cell, ...]
    left_out: tuple[str, ...] = ()


def shared(a: Iterable[Run], b: Iterable[Run], curves: Mapping[str, Curve]) -> Shared | NotComparable:
    """The cells in which both were live and known: exposures 1 and 1 at the same age, else from the board's curve.

    Live days are never taken for exposure when ages differ by more than one: it would call every late starter the
    winner. A day beyond the curve, or on which it expects nothing, is left out. At most one run a board and side.
    """
    left, right = _by_board(a), _by_board(b)
    cells: list[Cell] = []
    left_out: list[str] = []
    met = False
    for board in sorted(left.keys() & right.keys()):
        one, other, curve = left[board], right[board], curves.get(board)
        apart = abs((one.start - other.start).days)
        if curve is None and apart > MOST_APART:
            left_out.append(board)
        else:
            met = met or max(one.start, other.start) <= min(one.end, other.end)
            cells += _cells(one, other, curve if apart else None)
    if cells:
        return Shared(tuple(cells), tuple(left_out))
    if left_out:
        return NotComparable(Reason.AGES_DIFFER, ", ".join(left_out))
    return NotComparable(Reason.UNKNOWN if met else Reason.NO_SHARED_DAYS)


def _by_board(runs: Iterable[Run]) -> dict[str, Run]:
    found: dict[str, Run] = {}
    for run in runs:
        if run.board in found:
            raise ValueError(f"board: {run.board} has two runs on one side; compare one at a time")
        found[run.board] = run
    return found


def _cells(one: Run, other: Run, curve: Curve | None) -> Iterable[Cell]:
    for block in blocks(one, other):
        exposures = (1.0, 1.0) if curve is None else (_expected(one, block, curve), _expected(other, block, curve))
        if exposures[0] and exposures[1]:
            yield Cell(one.board, block.last, block.a, block.b, exposures[0], exposures[1])


def _expected(run: Run, block: Block, curve: Curve) -> float | None:
    """What the curve expects at the run's ages in a block; None beyond the curve."""
    ages = [curve.at(age) for age in range(run.age(block.first), run.age(block.last) + 1)]
    return None if None in ages else sum(each for each in ages if each is not None)

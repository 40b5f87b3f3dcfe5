"""Which days of two postings can be set against each other, and with what exposures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

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
    for board in sorted(left.keys() & right.keys()):
        one, other, curve = left[board], right[board], curves.get(board)
        apart = abs((one.start - other.start).days)
        if curve is None and apart > MOST_APART:
            left_out.append(board)
        else:
            cells += _cells(one, other, curve if apart else None)
    if cells:
        return Shared(tuple(cells), tuple(left_out))
    if left_out:
        return NotComparable(Reason.AGES_DIFFER, ", ".join(left_out))
    return NotComparable(Reason.NO_SHARED_DAYS)


def _by_board(runs: Iterable[Run]) -> dict[str, Run]:
    found: dict[str, Run] = {}
    for run in runs:
        if run.board in found:
            raise ValueError(f"board: {run.board} has two runs on one side; compare one at a time")
        found[run.board] = run
    return found


def _cells(one: Run, other: Run, curve: Curve | None) -> Iterable[Cell]:
    first, last = max(one.start, other.start), min(one.end, other.end)
    for passed in range((last - first).days + 1):
        day = first + timedelta(passed)
        a, b = one.counts.get(day), other.counts.get(day)
        exposures = (1.0, 1.0) if curve is None else (curve.at(one.age(day)), curve.at(other.age(day)))
        if a is not None and b is not None and exposures[0] and exposures[1]:
            yield Cell(one.board, day, a, b, exposures[0], exposures[1])

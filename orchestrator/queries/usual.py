"""What is usual for a posting by its age, learnt from the completed postings of its board."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import Connection

from orchestrator.statistics.decay import Curve, curves
from orchestrator.statistics.expectation import Usual, spread_by, usual_of
from orchestrator.statistics.not_comparable import NotComparable
from orchestrator.statistics.prior import Prior
from orchestrator.statistics.run import Run, Stretch
from orchestrator.storage import histories
from orchestrator.storage.histories import History

MOST_COMPLETED = 100
"""Completed postings of a board that its curve and its usual range are learnt from: the newest, so that they stay
those of today's market."""


class Expectations:
    """Curves and spreads of boards. Where history is thin they say nothing. Threads may share one."""

    def __init__(self, history: Sequence[Run]) -> None:
        self.history = history
        self.curves: dict[str, Curve] = curves(history)
        self._spreads: dict[tuple[str, int], Prior | NotComparable] = {}

    @classmethod
    def of(cls, connection: Connection, boards: Iterable[str], but: Sequence[int] = ()) -> Expectations:
        """Learnt from the newest completed postings of these boards, those of `but` left out."""
        found = histories.of_boards(connection, sorted(set(boards)))
        known = frozenset(id for each in found for id, _ in _runs(each))
        return _learnt(found, known & set(but))

    def usual(self, board: str, start: date, age: int) -> Usual | None:
        """The range usual by the end of day `age` on a board; None where fewer than ten tell."""
        curve = self.curves.get(board)
        if curve is None or age < 1:
            return None
        if (board, age) not in self._spreads:
            self._spreads[board, age] = spread_by(self.history, curve, age)
        spread = self._spreads[board, age]
        found = spread if isinstance(spread, NotComparable) else usual_of(spread, curve, start, age)
        return None if isinstance(found, NotComparable) else found

    def expected(self, board: str, start: date, age: int) -> float | None:
        """The mean the curve expects by the end of day `age`; of an older posting, by the curve's end."""
        curve = self.curves.get(board)
        return None if curve is None or age < 1 else curve.through(start, min(age, len(curve.by_age)))


@lru_cache(maxsize=4)
def _learnt(found: tuple[History, ...], but: frozenset[int]) -> Expectations:
    """Learning takes longer than reading: of what has not changed it is done once."""
    return Expectations(
        [run for each in found for run in [run for id, run in _runs(each) if id not in but][:MOST_COMPLETED]]
    )


@lru_cache(maxsize=64)
def _runs(history: History) -> tuple[tuple[int, Run], ...]:
    """Each posting of a history, the one that ended last first."""
    return tuple((id, _run(history.board, *rest)) for id, *rest in json.loads(history.runs))


def _run(board: str, first: str, last: str, counted: Sequence[Sequence[int]]) -> Run:
    start = date.fromisoformat(first)
    days = {start + timedelta(day): count for day, count, *until in counted if not until}
    stretches = tuple(
        Stretch(start + timedelta(day), start + timedelta(until[0]), count) for day, count, *until in counted if until
    )
    return Run(board, start, date.fromisoformat(last), days, stretches)

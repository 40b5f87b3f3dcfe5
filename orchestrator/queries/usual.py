"""What is usual for a posting by its age, learnt once a question from the completed postings of its board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection

from orchestrator.statistics.decay import Curve, curves
from orchestrator.statistics.expectation import Usual, spread_by, usual_of
from orchestrator.statistics.not_comparable import NotComparable
from orchestrator.statistics.prior import Prior
from orchestrator.statistics.run import Run

from .runs import completed


class Expectations:
    """Curves and spreads of boards. Where history is thin they say nothing."""

    def __init__(self, history: Sequence[Run]) -> None:
        self.history = history
        self.curves: dict[str, Curve] = curves(history)
        self._spreads: dict[tuple[str, int], Prior | NotComparable] = {}

    @classmethod
    def of(cls, connection: Connection, boards: Iterable[str], but: Sequence[int] = ()) -> Expectations:
        """Learnt from the newest completed postings of these boards, those of `but` left out."""
        return cls(completed(connection, list(boards), but))

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

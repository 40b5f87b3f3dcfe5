"""Which posting of one wording is set against which of the other. Counts have no say in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orchestrator.domain.reading import COUNTERS
from orchestrator.statistics.run import Run

from .runs import Course

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Matched:
    """One posting of each wording on the same board, live on the same days: each is used once."""

    board: str
    a: Course
    b: Course

    @property
    def sides(self) -> tuple[Course, Course]:
        """A, then B."""
        return self.a, self.b

    @property
    def days(self) -> int:
        """Days on which both were live and which are over."""
        return (self.last - max(self.a.shown.first, self.b.shown.first)).days + 1

    @property
    def last(self) -> date:
        """The last day on which both were live; a day on which only one of them ended is none."""
        if self.a.last == self.b.last:
            return self.a.last
        earlier = min(self.a, self.b, key=lambda each: each.last)
        return earlier.last - _ONE if earlier.shown.ended else earlier.last

    def runs(self) -> tuple[Run, Run] | None:
        """Both as one and the same counter has them: the first that knows both. None: nobody does."""
        for origin in COUNTERS:
            if origin in self.a.counts and origin in self.b.counts:
                one, other = self.a.run(origin, self.last), self.b.run(origin, self.last)
                return None if one is None or other is None else (one, other)
        return None


def match(a: Iterable[Course], b: Iterable[Course]) -> tuple[Matched, ...]:
    """Pairs of postings that were live together: those of the same vacancy first, then those that began nearest."""
    others: dict[str, list[tuple[Course, date]]] = {}
    for other in b:
        others.setdefault(other.shown.board, []).append((other, other.last))
    every = [
        Matched(one.shown.board, one, other)
        for one, last in ((one, one.last) for one in a)
        for other, ended in others.get(one.shown.board, ())
        if one.shown.first <= ended and other.shown.first <= last
    ]
    possible = [(each, days) for each in every if (days := each.days) > 0]
    used: set[int] = set()
    found = []
    for each, _ in sorted(possible, key=_likeness):
        ids = {each.a.shown.id, each.b.shown.id}
        if not ids & used:
            used |= ids
            found.append(each)
    return tuple(sorted(found, key=lambda each: (each.board, each.a.shown.first, each.a.shown.id)))


def never_together(a: Sequence[Course], b: Sequence[Course], matched: Sequence[Matched]) -> dict[str, str]:
    """Boards nothing is compared on, and the wording (A or B) that is missing there; empty: never at one time."""
    boards = {each.board for each in matched}
    on_a, on_b = ({each.shown.board for each in side} for side in (a, b))
    missing = dict.fromkeys(on_a - on_b, "B") | dict.fromkeys(on_b - on_a, "A")
    return {board: missing.get(board, "") for board in sorted((on_a | on_b) - boards)}


def _likeness(possible: tuple[Matched, int]) -> tuple[bool, bool, int, int, int, int]:
    each, days = possible
    one, other = each.a.shown, each.b.shown
    apart = abs((one.first - other.first).days)
    return one.vacancy_id != other.vacancy_id, one.title != other.title, apart, -days, one.id, other.id

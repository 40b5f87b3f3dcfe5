"""Which posting of one wording is set against which of the other. Counts have no say in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orchestrator.domain.reading import COUNTERS
from orchestrator.statistics.run import Run
from orchestrator.storage.posting_days import Shown

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
        return _days(self.last, self.a.shown, self.b.shown)

    @property
    def last(self) -> date:
        """The last day on which both were live; a day on which only one of them ended is none."""
        return _both(_ends(self.a), _ends(self.b))

    def runs(self) -> tuple[Run, Run] | None:
        """Both as one and the same counter has them: the first that knows both. None: nobody does."""
        for origin in COUNTERS:
            if origin in self.a.counts and origin in self.b.counts:
                one, other = self.a.run(origin, self.last), self.b.run(origin, self.last)
                return None if one is None or other is None else (one, other)
        return None


def match(a: Iterable[Course], b: Iterable[Course]) -> tuple[Matched, ...]:
    """Pairs of postings that were live together: those of the same vacancy first, then those that began nearest."""
    others: dict[str, list[tuple[Course, tuple[date, date]]]] = {}
    for other in b:
        others.setdefault(other.shown.board, []).append((other, _ends(other)))
    possible = sorted(
        (*_likeness(one.shown, other.shown, days), one, other)
        for one, last in ((one, _ends(one)) for one in a)
        for other, ended in others.get(one.shown.board, ())
        if (days := _days(_both(last, ended), one.shown, other.shown)) > 0
    )
    used: set[int] = set()
    found = []
    for *_, one, other in possible:
        ids = {one.shown.id, other.shown.id}
        if not ids & used:
            used |= ids
            found.append(Matched(one.shown.board, one, other))
    return tuple(sorted(found, key=lambda each: (each.board, each.a.shown.first, each.a.shown.id)))


def never_together(a: Sequence[Course], b: Sequence[Course], matched: Sequence[Matched]) -> dict[str, str]:
    """Boards nothing is compared on, and the wording (A or B) that is missing there; empty: never at one time."""
    boards = {each.board for each in matched}
    on_a, on_b = ({each.shown.board for each in side} for side in (a, b))
    missing = dict.fromkeys(on_a - on_b, "B") | dict.fromkeys(on_b - on_a, "A")
    return {board: missing.get(board, "") for board in sorted((on_a | on_b) - boards)}


def _ends(course: Course) -> tuple[date, date]:
    """A posting's last day, and the last one that counts where another goes on."""
    return course.last, course.last - _ONE if course.shown.ended else course.last


def _both(a: tuple[date, date], b: tuple[date, date]) -> date:
    """The last day of both."""
    return a[0] if a[0] == b[0] else min(a, b)[1]


def _days(last: date, one: Shown, other: Shown) -> int:
    return (last - max(one.first, other.first)).days + 1


def _likeness(one: Shown, other: Shown, days: int) -> tuple[bool, bool, int, int, int, int]:
    """The smaller, the more alike; no two pairs are equal. `days`: those on which both were live."""
    apart = abs((one.first - other.first).days)
    return one.vacancy_id != other.vacancy_id, one.title != other.title, apart, -days, one.id, other.id

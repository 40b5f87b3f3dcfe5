"""Postings as the statistics take them: the days they were live on, and what came on each, from one counter alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from orchestrator.domain.reading import COUNTERS, Metric, Origin
from orchestrator.statistics.run import Run, Stretch
from orchestrator.storage import courses as kept
from orchestrator.storage.courses import Series
from orchestrator.storage.posting_days import Shown

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Course:
    """A posting and, by who counted, its facts of one metric."""

    shown: Shown
    counts: Mapping[Origin, Series]

    @property
    def last(self) -> date:
        """The last live day that is over."""
        return self.shown.ended or self.shown.today - _ONE

    @property
    def origin(self) -> Origin | None:
        """Whose counts are taken for this posting alone; None: nobody's are known."""
        return next((each for each in COUNTERS if each in self.counts), None)

    @property
    def age(self) -> int:
        """Live days that are over; the first day is day 1."""
        return (self.last - self.shown.first).days + 1

    def total(self) -> int | None:
        """All applications known so far; None: unknown."""
        return None if self.origin is None else self.counts[self.origin].total

    def run(self, origin: Origin | None = None, last: date | None = None) -> Run | None:
        """The run as `origin` counted it, up to and with `last`; None before the end of the first day.

        What was read after the end came of the last days: a fact that reaches beyond is taken to end with the run.
        """
        first, last = self.shown.first, last or self.last
        if last < first:
            return None
        days: dict[date, int] = {}
        stretches: list[Stretch] = []
        known = self.counts.get(origin or self.origin or Origin.BOARD)
        for each in known.days if known else ():
            until = min(each.until, self.last) if self.shown.ended else each.until
            if each.day < first or each.day > last or until > last:
                continue
            if until == each.day:
                days[each.day] = each.value
            else:
                stretches.append(Stretch(each.day, until, each.value))
        return Run(self.shown.board, first, last, days, tuple(stretches))


def courses(connection: Connection, shown: Sequence[Shown], metric: Metric = Metric.APPLICATION) -> list[Course]:
    """These postings with their facts of a metric of `storage.courses.METRICS`, in the order given."""
    found: dict[int, dict[Origin, Series]] = {each.id: {} for each in shown}
    for series in kept.series(connection, list(found), metric):
        found[series.posting][series.origin] = series
    return [Course(each, found[each.id]) for each in shown]

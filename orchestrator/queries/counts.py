"""The newest counts of postings. Known, stale and unknown are told apart; zero is said only where it is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text

from orchestrator.domain.cadence import count_state
from orchestrator.domain.fact import total
from orchestrator.domain.figure import Absent, Figure
from orchestrator.domain.reading import REPORTED, CountState, Metric, Origin, Reading
from orchestrator.storage import readings
from orchestrator.storage.database import clock
from orchestrator.storage.tables import fact


@dataclass(frozen=True, slots=True)
class Latest:
    """What is known of one posting, metric and origin. `value` and `as_of` are None when `state` is UNKNOWN."""

    posting: int
    metric: Metric
    origin: Origin
    value: int | None
    as_of: datetime | None
    state: CountState

    @property
    def figure(self) -> Figure:
        """For a page."""
        if self.value is None:
            return Figure(None, absent=Absent.NONE_YET)
        return Figure(self.value, self.as_of, stale=self.state is CountState.STALE)


@dataclass(frozen=True, slots=True)
class _Life:
    began_at: datetime
    ended_at: datetime | None


def latest(connection: Connection, postings: Sequence[int]) -> Mapping[int, tuple[Latest, ...]]:
    """Every count there is of each posting, in the order of the funnel; a posting that has none has an empty tuple."""
    now = clock(connection)
    lives = _lives(connection, postings)
    found: dict[int, list[Latest]] = {posting: [] for posting in postings}
    series: dict[tuple[int, Metric, Origin], list[Reading]] = {}
    for reading in readings.latest(connection, postings):
        series.setdefault((reading.posting, reading.metric, reading.origin), []).append(reading)
    for (posting, metric, origin), known in series.items():
        summed = total(known)
        if summed is not None:
            life = lives[posting]
            state = count_state(origin, summed.as_of, life.began_at, life.ended_at, now)
            found[posting].append(Latest(posting, metric, origin, summed.value, summed.as_of, state))
    for row in connection.execute(
        select(fact.c.posting_id, fact.c.metric, func.sum(fact.c.value).label("value"), func.max(fact.c.as_of))
        .where(fact.c.posting_id.in_(postings), fact.c.origin == Origin.APPLY_LINK)
        .group_by(fact.c.posting_id, fact.c.metric)
    ):
        ours = Latest(row[0], Metric(row[1]), Origin.APPLY_LINK, int(row[2]), row[3], CountState.KNOWN)
        found[ours.posting].append(ours)
    funnel, origins = list(Metric), list(Origin)
    return {
        posting: tuple(sorted(known, key=lambda each: (funnel.index(each.metric), origins.index(each.origin))))
        for posting, known in found.items()
    }


def reported(known: Iterable[Latest], posting: int, metric: Metric) -> Latest:
    """What others report of a posting: the first of REPORTED that says anything, else unknown."""
    by_origin = {each.origin: each for each in known if each.posting == posting and each.metric is metric}
    for origin in REPORTED:
        if origin in by_origin:
            return by_origin[origin]
    return Latest(posting, metric, Origin.BOARD, None, None, CountState.UNKNOWN)


def applications(connection: Connection, postings: Sequence[int]) -> Mapping[int, Figure]:
    """The applications of each posting as a list shows them."""
    return {
        posting: reported(known, posting, Metric.APPLICATION).figure
        for posting, known in latest(connection, postings).items()
    }


def together(figures: Iterable[Figure]) -> tuple[Figure, int, int]:
    """The sum of what is known, for how many it is known, of how many. Unknown ones are left out of the sum, and
    with none known the sum is unknown.
    """
    every = list(figures)
    known = [each for each in every if each.value is not None]
    if not known:
        return Figure(None), 0, len(every)
    dated = [each.as_of for each in known if each.as_of is not None]
    stale = any(each.stale for each in known)
    return Figure(sum(each.value or 0 for each in known), min(dated, default=None), stale), len(known), len(every)


def _lives(connection: Connection, postings: Sequence[int]) -> dict[int, _Life]:
    rows = connection.execute(
        text("select id, coalesce(published_at, starts_at), ended_at from posting where id = any(:postings)"),
        {"postings": list(postings)},
    )
    return {row[0]: _Life(row[1], row[2]) for row in rows}

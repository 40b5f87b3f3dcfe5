"""The evidence under every count of a posting: each reading as it was reported, and what corrects it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from orchestrator.domain.fact import corrected, open_spans
from orchestrator.domain.reading import COUNTERS, Mark, Metric, Origin, Reading
from orchestrator.storage import posting_days
from orchestrator.storage import tables as t
from orchestrator.storage.posting_days import DayCount, Shown

MOST = 1_000
"""Readings shown of one posting and metric, the newest."""


@dataclass(frozen=True, slots=True)
class ShownReading:
    """`corrected`: what a later, lower total made of this one; None where it stands. `counts` False: a later report
    of the same time replaced it."""

    value: int
    origin: Origin
    taken_at: datetime
    span_from: datetime | None
    span_to: datetime | None
    actor: str
    note: str
    corrected: int | None
    counts: bool
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class PostingEvidence:
    """A posting's readings of one metric, the newest first, and the facts made of them, by day."""

    shown: Shown
    employer_id: int
    metric: Metric
    readings: tuple[ShownReading, ...]
    facts: tuple[DayCount, ...]
    others: tuple[Metric, ...]

    @property
    def counter(self) -> Origin | None:
        """Whose counts are taken; None: nobody's are known."""
        return next((each for each in COUNTERS if any(fact.origin is each for fact in self.facts)), None)

    @property
    def total(self) -> int | None:
        """All that is known so far; None: unknown."""
        if self.counter is None:
            return None
        return sum(fact.value for fact in self.facts if fact.origin is self.counter)


def posting_readings(connection: Connection, posting: int, metric: Metric) -> PostingEvidence | None:
    """The evidence; None where there is no such posting, or it was never published."""
    found = posting_days.these(connection, [posting])
    if not found:
        return None
    employer = connection.execute(select(t.posting.c.employer_id).where(t.posting.c.id == posting)).scalar_one()
    r = t.reading.c
    rows = connection.execute(
        select(t.reading).where(r.posting_id == posting, r.metric == metric).order_by(r.taken_at.desc()).limit(MOST)
    ).all()
    known = [
        Reading(posting, metric, row.value, Origin(row.origin), row.taken_at, row.span_from, row.span_to)
        for row in rows
    ]
    lowered, standing = _standing(known)
    readings = tuple(
        ShownReading(
            each.value, each.origin, each.taken_at, each.span_from, each.span_to, row.actor, row.note,
            lowered.get((each.origin, each.taken_at, each.value)), each.span_from is None or each in standing,
            Mark(row.mark) if row.mark else None,
        )
        for each, row in zip(known, rows, strict=True)
    )  # fmt: skip
    metrics = connection.execute(select(t.fact.c.metric).where(t.fact.c.posting_id == posting).distinct()).scalars()
    facts = tuple(posting_days.counts(connection, [posting], metric))
    return PostingEvidence(found[0], employer, metric, readings, facts, tuple(sorted(map(Metric, metrics), key=_place)))


def _standing(
    known: Sequence[Reading],
) -> tuple[dict[tuple[Origin, datetime, int], int], set[Reading]]:
    """Totals that a later one lowered, with the value that counts; and the spans that count."""
    lowered: dict[tuple[Origin, datetime, int], int] = {}
    standing: set[Reading] = set()
    for origin in {each.origin for each in known}:
        series = [each for each in known if each.origin is origin]
        standing |= set(open_spans(series))
        totals = sorted((each.taken_at, each.value) for each in series if each.span_from is None)
        for (at, value), (_, counts) in zip(totals, corrected(series), strict=True):
            if counts != value:
                lowered[origin, at, value] = counts
    return lowered, standing


def _place(metric: Metric) -> int:
    return list(Metric).index(metric)

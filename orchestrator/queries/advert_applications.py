"""The applications of adverts as a list shows them, added up as reports do: hundreds of rows for thousands of
postings, and as old as the last run of the facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Text, cast, func, select

from orchestrator.domain.figure import Figure
from orchestrator.domain.reading import Metric
from orchestrator.storage import tables as t

from .report_line import By


def advert_applications(connection: Connection, ids: Sequence[int]) -> Mapping[int, Figure]:
    """What others report of all postings each advert ever had; adverts of which nothing is known are missing."""
    s, d = t.tally.c, t.advert.c
    rows = connection.execute(
        select(
            d.id,
            func.sum(s.value).label("value"),
            func.coalesce(func.min(s.as_of), func.max(s.newest)).label("as_of"),
            (func.sum(s.stale) > 0).label("stale"),
        )
        .join(t.tally, (s.employer_id == d.employer_id) & (s.key == cast(d.id, Text)))
        .where(d.id.in_(ids), s.cut == By.ADVERT, s.metric == Metric.APPLICATION, s.ours.is_(False))
        .group_by(d.id)
        .having(func.sum(s.known) > 0)
    )
    return {row.id: Figure(int(row.value), row.as_of, row.stale) for row in rows}

"""Readings that were taken with a mark: what is doubtful about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, func, select

from orchestrator.domain.reading import Mark, Metric

from .any_of import any_of
from .tables import reading


def marks(connection: Connection, postings: Sequence[int], metric: Metric) -> Mapping[int, Mapping[Mark, int]]:
    """How many readings of each posting and metric carry which mark; a posting without any is missing."""
    r = reading.c
    rows = connection.execute(
        select(r.posting_id, r.mark, func.count())
        .where(r.posting_id == any_of(postings), r.metric == metric, r.mark.is_not(None))
        .group_by(r.posting_id, r.mark)
    )
    found: dict[int, dict[Mark, int]] = {}
    for posting, mark, number in rows:
        found.setdefault(posting, {})[Mark(mark)] = number
    return found

"""Where the applications of wordings came from: by board, and what no board can be given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from orchestrator.domain.reading import Metric
from orchestrator.storage import courses, posting_days
from orchestrator.storage.posting_days import Shown

from .runs import COUNTERS


def board_counts(
    connection: Connection, wordings: Sequence[int], channels: Collection[str]
) -> Mapping[int, list[dict[str, Any]]]:
    """By wording a row for each board that any of them was on: board, postings, known, applications (None: unknown).

    Of each posting the first counter that says anything, as in a comparison; `channels` are left out.
    """
    shown = [each for each in posting_days.of_wordings(connection, wordings) if each.board not in channels]
    totals = sorted(
        courses.totals(connection, [each.id for each in shown], Metric.APPLICATION),
        key=lambda each: COUNTERS.index(each.origin),
        reverse=True,
    )
    best = {each.posting: each.value for each in totals}
    boards = sorted({each.board for each in shown})
    return {
        wording: [
            _row(board, [s for s in shown if s.wording_id == wording and s.board == board], best) for board in boards
        ]
        for wording in wordings
    }


def _row(board: str, postings: Sequence[Shown], best: Mapping[int, int]) -> dict[str, Any]:
    known = [best[each.id] for each in postings if each.id in best]
    return {
        "board": board,
        "postings": len(postings),
        "known": len(known),
        "applications": sum(known) if known else None,
    }

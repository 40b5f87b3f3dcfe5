"""Where the applications of wordings came from: by board, and what no board can be given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from orchestrator.storage import posting_counts
from orchestrator.storage.posting_counts import Counted

_ANY_ZONE = ZoneInfo("UTC")
"""Days are not asked for."""


def board_counts(
    connection: Connection, wordings: Sequence[int], channels: Collection[str]
) -> Mapping[int, list[dict[str, Any]]]:
    """By wording a row for each board that any of them was on: board, postings, known, applications (None: unknown).

    Of each posting the first counter that says anything, as in a comparison; `channels` are left out.
    """
    shown = [each for each in posting_counts.of_wordings(connection, wordings, _ANY_ZONE) if each.board not in channels]
    boards = sorted({each.board for each in shown})
    return {
        wording: [_row(board, [s for s in shown if s.wording_id == wording and s.board == board]) for board in boards]
        for wording in wordings
    }


def _row(board: str, postings: Sequence[Counted]) -> dict[str, Any]:
    known = [each.count.total for each in postings if each.count is not None]
    return {
        "board": board,
        "postings": len(postings),
        "known": len(known),
        "applications": sum(known) if known else None,
    }

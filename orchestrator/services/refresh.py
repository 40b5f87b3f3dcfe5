"""Refresh: renew the run of live postings."""

from __future__ import annotations

from collections.abc import Iterable

from orchestrator.boards.registry import operations
from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Presence
from orchestrator.queue import Work
from orchestrator.storage import events, postings
from orchestrator.storage.database import moment

from .refused import Refused
from .renewal import renewal_stop


def refresh(callboard: Callboard, actor: str, ids: Iterable[int]) -> int:
    """Ask the boards to renew; returns how many. Raises Refused where a board has no renewal or nothing is live."""
    with callboard.database.begin() as connection:
        rows = postings.lock(connection, ids)
        reasons = []
        now = moment(connection)
        for row in rows:
            adapter = callboard.registry[row.board]
            if Operation.REFRESH not in operations(adapter):
                reasons.append(
                    Reason("board", f"{adapter.label} has no renewal; repost {row.board_reference} when it has ended")
                )
            elif row.wish != "live" or row.presence != Presence.LIVE:
                reasons.append(
                    Reason("reference", f"{row.board_reference} is not live; only a live advert can be renewed")
                )
            elif reason := renewal_stop(callboard, row, now):
                reasons.append(reason)
        if reasons:
            raise Refused(reasons)
        for row in rows:
            postings.want(connection, row, refresh_wanted=True)
            events.record(connection, actor=actor, kind="refresh_wanted", employer_id=row.employer_id,
                          posting_id=row.id, vacancy_id=row.vacancy_id, account_id=row.account_id)  # fmt: skip
    callboard.queue.wake(Work.DELIVER)
    return len(rows)

"""Retry: let a parked posting go again, after what stopped it was seen to."""

from __future__ import annotations

from collections.abc import Iterable

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.moves import RETRIABLE
from orchestrator.domain.posting import Cause
from orchestrator.queue import Work
from orchestrator.storage import events, postings

from .refused import Refused


def retry(callboard: Callboard, actor: str, ids: Iterable[int]) -> int:
    """Try again now; returns how many. Never for an outcome that is unknown: that has to be settled first."""
    with callboard.database.begin() as connection:
        rows = postings.lock(connection, ids)
        cannot = [row for row in rows if row.cause not in RETRIABLE or row.intended_at is not None]
        if cannot:
            raise Refused(Reason("reference", _why(row.board_reference, row.cause)) for row in cannot)
        for row in rows:
            postings.want(connection, row, cause=None, reason="", attempts=0, looks=0, phase="waiting", operation=None)
            events.record(connection, actor=actor, kind="retry", employer_id=row.employer_id, posting_id=row.id,
                          vacancy_id=row.vacancy_id, account_id=row.account_id)  # fmt: skip
    callboard.queue.wake(Work.DELIVER)
    return len(rows)


def _why(reference: str, cause: str | None) -> str:
    match cause:
        case Cause.LOOK:
            return f"{reference} may be at its board already: say whether it is there, then it goes on"
        case Cause.BY_HAND:
            return f"{reference} is done by hand: complete its task"
        case Cause.LOST | Cause.MISSED:
            return f"{reference} needs a repost or a new time, not a retry"
        case _:
            return f"{reference} is not stopped; nothing to retry"

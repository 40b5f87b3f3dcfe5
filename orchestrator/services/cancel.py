"""Cancel: only what has not been sent yet."""

from __future__ import annotations

from collections.abc import Iterable

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.storage import postings

from .refused import Refused
from .withdraw import close


def cancel(callboard: Callboard, actor: str, ids: Iterable[int], reason: str = "") -> int:
    """Cancel scheduled postings; returns how many. Raises Refused when one may be at its board already."""
    with callboard.database.begin() as connection:
        rows = postings.lock(connection, ids)
        sent = [
            row for row in rows if row.ended_at or row.presence != "absent" or row.phase != "waiting" or row.intended_at
        ]
        if sent:
            raise Refused(
                Reason("reference", f"{row.board_reference} has been sent or has ended; withdraw it instead")
                for row in sent
            )
        for row in rows:
            close(connection, actor, row, reason)
    return len(rows)

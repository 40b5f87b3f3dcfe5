"""Update: bring postings to what their advert and vacancy say now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from orchestrator.boards.registry import operations
from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Cause, Presence
from orchestrator.queue import Work
from orchestrator.storage import events, postings
from orchestrator.storage.database import moment

from .approved import unapproved
from .orders import Order, Span
from .preflight import preflight, stop_reasons
from .refused import Refused
from .rerender import rerender, span_of

_ABOUT_CONTENT = (Cause.REJECTED, Cause.FAILED, Cause.CANNOT_UPDATE)


@dataclass(frozen=True, slots=True)
class Updated:
    """`changed` get the new text; `same` had nothing to change."""

    changed: int
    same: int


def update(callboard: Callboard, actor: str, ids: Iterable[int]) -> Updated:
    """Render open postings anew and have the boards told. All or nothing.

    Raises Refused where a board cannot change an advert that is there, or where board or advert rules refuse the text.
    """
    with callboard.database.begin() as connection:
        rows = [row for row in postings.lock(connection, ids) if row.ended_at is None and row.wish == "live"]
        changed = bring(callboard, connection, actor, rows)
    callboard.queue.wake(Work.DELIVER)
    return Updated(changed, len(rows) - changed)


def bring(callboard: Callboard, connection: Connection, actor: str, rows: Sequence[Row[Any]]) -> int:
    """The same for locked, open postings in the caller's transaction; returns how many change. Raises Refused."""
    reasons: list[Reason] = []
    changed: dict[Span, list[Order]] = {}
    for row in rows:
        try:
            rendered = rerender(callboard, connection, row)
        except Refused as refused:
            reasons.extend(refused.reasons)
            continue
        if rendered.variant.content == row.content:
            continue
        if reason := cannot(callboard, row):
            reasons.append(reason)
            continue
        changed.setdefault(span_of(row), []).append(rendered.order)
        clear = {"cause": None, "reason": "", "attempts": 0} if row.cause in _ABOUT_CONTENT else {}
        scheduled = row.starts_at if row.presence == Presence.ABSENT else None
        postings.want(connection, row, act_at=scheduled, content=rendered.variant.content, **clear)
        events.record(connection, actor=actor, kind="edited", employer_id=row.employer_id, posting_id=row.id,
                      vacancy_id=row.vacancy_id, account_id=row.account_id)  # fmt: skip
    now = moment(connection)
    for span, orders in changed.items():
        reasons += [reason for _, reason in unapproved(connection, orders)]
        reasons += stop_reasons(preflight(callboard, connection, orders, span, now), orders)
    if reasons:
        raise Refused(reasons)
    return sum(map(len, changed.values()))


def cannot(callboard: Callboard, row: Row[Any]) -> Reason | None:
    """Why the board of an open posting cannot take another text; None where it can."""
    adapter = callboard.registry[row.board]
    if row.presence == Presence.ABSENT or Operation.UPDATE in operations(adapter):
        return None
    return Reason(
        "text",
        f"{adapter.label} cannot change a live advert ({row.board_reference}); withdraw and repost it, which can "
        "cost a credit again",
    )

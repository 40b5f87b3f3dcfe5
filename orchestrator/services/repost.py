"""Repost: a new generation of a posting that has ended, or that its board has lost."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.posting import Cause
from orchestrator.queue import Work
from orchestrator.storage import postings
from orchestrator.storage.account_queue import wake
from orchestrator.storage.database import moment

from . import orders
from .approved import unapproved
from .clashes import clashes
from .preflight import preflight, stop_reasons
from .publish import Published, link, place
from .refused import Refused
from .renewal import renewal_stop
from .rerender import order_of
from .span import span
from .withdraw import close


def repost(
    callboard: Callboard, actor: str, ids: Iterable[int], *, starts: str | None = None, ends: str | None = None
) -> list[Published]:
    """Post again under the next generation; it can cost a credit again. All or nothing.

    Raises Refused for a posting that is still open (withdraw it first), or whose board, limits or advert rules
    refuse.
    """
    placed: list[Published] = []
    with callboard.database.begin() as connection:
        now = moment(connection)
        for row in postings.lock(connection, ids):
            if row.ended_at is None and row.cause == Cause.LOST:
                close(connection, actor, row, "posted again")
            elif row.ended_at is None:
                raise Refused([Reason("reference", f"{row.board_reference} is still open; withdraw it first")])
            order = order_of(connection, row)
            if clashing := clashes(connection, callboard.registry, [order]):
                raise Refused(reason for _, reason in clashing)
            if waiting := unapproved(connection, [order]):
                raise Refused(reason for _, reason in waiting)
            when = span(starts, ends, order.employer.zone, now)
            if reason := renewal_stop(callboard, row, when.starts_at):
                raise Refused([reason])
            if stopped := stop_reasons(preflight(callboard, connection, [order], when, now), [order]):
                raise Refused(stopped)
            number = int(row.reference.rpartition(".")[2])
            token = secrets.token_urlsafe(9)
            generation = postings.newest_generation(connection, row.reference) + 1
            rendered = orders.render(callboard, order, when, number, generation, link(callboard, token))
            placed += place(connection, actor, [(rendered, token)], row.owner_id)
            wake(connection.exec_driver_sql, [(row.account_id, row.employer_id, when.starts_at)])
    callboard.queue.wake(Work.DELIVER)
    return placed

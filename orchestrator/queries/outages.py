"""Accounts that take nothing now while work waits for them: since when, how much, and when they are tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from orchestrator.domain.health import Lane, next_login
from orchestrator.storage import account_events
from orchestrator.storage import tables as t
from orchestrator.storage.breaker import SILENT

from .accounts import lane_of
from .postings import a, p

SHORT = timedelta(minutes=1)
"""A wait the board asked for is no outage before it is longer than this."""

WAITS: ColumnElement[bool] = and_(
    p.ended_at.is_(None),
    p.cause.is_(None),
    t.due.c.act_at <= func.greatest(func.now(), a.blocked_until),
    or_(
        p.intended_at.is_not(None),
        p.handle.is_not(None),
        p.refresh_wanted,
        and_(p.wish == "live", or_(p.presence == "absent", p.shown != p.content)),
        and_(p.wish == "closed", p.presence.in_(("submitted", "live"))),
    ),
)
"""Something has to be sent for it; a live advert that would only be looked at waits for nothing."""


@dataclass(frozen=True, slots=True)
class Outage:
    """One account that is stopped or does not answer. `again`: when it is tried by itself; None: a person resumes it.

    `since` None: not known since when. `waiting`: postings, of those that were asked about.
    """

    account_id: int
    account: str
    board: str
    lane: Lane
    since: datetime | None
    again: datetime | None
    waiting: int

    @property
    def silent(self) -> bool:
        """It does not answer, as opposed to being paused or told to wait."""
        return self.lane.paused_at is None and self.lane.timeouts >= SILENT


def outages(
    connection: Connection,
    *,
    employer: int | None = None,
    vacancy: int | None = None,
    posting: int | None = None,
    idle: bool = False,
) -> list[Outage]:
    """Stopped accounts for which something of the employer, vacancy or posting waits; `idle`: also the others.

    One query, over the accounts that are stopped: usually none.
    """
    waits = [p.account_id == a.id, WAITS]
    for column, wanted in ((p.employer_id, employer), (p.vacancy_id, vacancy), (p.id, posting)):
        if wanted is not None:
            waits.append(column == wanted)
    number = (
        select(func.count())
        .select_from(t.posting.join(t.due))
        .where(*waits)
        .correlate(t.board_account)
        .scalar_subquery()
    )
    query = (
        select(
            t.board_account,
            number.label("waiting"),
            account_events.resumed_lately(a.id).label("resumed"),
        )
        .where(
            a.archived_at.is_(None),
            or_(a.paused_at.is_not(None), a.timeouts >= SILENT, a.blocked_until > func.now() + SHORT),
        )
        .order_by(func.coalesce(a.paused_at, a.silent_since, a.blocked_until), a.id)
    )
    if employer is not None:
        query = query.where(or_(a.employer_id.is_(None), a.employer_id == employer))
    found = []
    for row in connection.execute(query):
        lane = lane_of(row)
        paused = lane.paused_at is not None
        since = lane.paused_at or (row.silent_since if lane.timeouts >= SILENT else None)
        again = next_login(lane, row.tested_at, row.resumed) if paused else lane.blocked_until
        if row.waiting or idle:
            found.append(Outage(row.id, row.label, row.board, lane, since, again, row.waiting))
    return found

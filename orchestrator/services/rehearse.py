"""What a change of several postings would do, one by one, before anything is written or locked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.posting import Cause, Wish
from orchestrator.queries.same_day import same_day
from orchestrator.storage import postings
from orchestrator.storage import tables as t

from . import orders
from .approved import unapproved
from .clashes import clashes
from .orders import Order, Span
from .preflight import preflight, stop_reasons
from .publish import link
from .refused import Refused
from .renewal import renewal_stop
from .rerender import look, order_of, span_of
from .reschedule import beside_it, new_span, unsent
from .span import span
from .update import cannot


class Change(StrEnum):
    """What people do with several postings at once."""

    MOVE = "move"
    UPDATE = "update"
    REPOST = "repost"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class When:
    """A day (year-month-day) and a time of day, both as typed; empty: not said."""

    day: str = ""
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one posting: `reasons` stop it; without any, `does` says whether there is anything to do.

    `starts`: when it goes out after the change, where the change is about that. `beside`: references of other
    postings of the same role and place on the same account on that day.
    """

    id: int
    reasons: tuple[Reason, ...] = ()
    does: bool = True
    starts: datetime | None = None
    beside: tuple[str, ...] = ()
    unsent: bool = False


def rehearse(callboard: Callboard, change: Change, ids: Iterable[int], when: When = When()) -> list[Outcome]:
    """In the order of `ids`; those that do not exist are left out."""
    wanted = list(dict.fromkeys(ids))
    with callboard.database.read() as connection:
        rows = {row.id: row for row in connection.execute(select(t.posting).where(t.posting.c.id.in_(wanted))).all()}
        found = [rows[id] for id in wanted if id in rows]
        now = postings.clock(connection)
        match change:
            case Change.MOVE:
                return _moves(callboard, connection, found, when, now)
            case Change.UPDATE:
                return [updated(callboard, connection, row, now) for row in found]
            case Change.REPOST:
                return _reposts(callboard, connection, found, when, now)
            case Change.WITHDRAW:
                return [
                    Outcome(row.id, does=row.ended_at is None and row.wish == Wish.LIVE, unsent=unsent(row))
                    for row in found
                ]


def _moves(
    callboard: Callboard, connection: Connection, rows: Sequence[Row[Any]], when: When, now: datetime
) -> list[Outcome]:
    spans: dict[int, Span] = {}
    stopped: dict[int, tuple[Reason, ...]] = {}
    for row in rows:
        try:
            spans[row.id] = new_span(row, when.day, when.clock or None, now)
            order = look(callboard, connection, row, spans[row.id]).order
            beside_it(callboard, connection, order, spans[row.id], [each.id for each in rows])
            _rules(callboard, connection, order, spans[row.id], now)
        except Refused as refused:
            stopped[row.id] = tuple(refused.reasons)
    beside = same_day(connection, [(row, spans[row.id].starts_at) for row in rows if row.id in spans])
    return [
        Outcome(
            row.id,
            stopped.get(row.id, ()),
            does=row.id in spans and spans[row.id].starts_at != row.starts_at,
            starts=spans[row.id].starts_at if row.id in spans else None,
            beside=beside.get(row.id, ()),
        )
        for row in rows
    ]


def updated(callboard: Callboard, connection: Connection, row: Row[Any], now: datetime) -> Outcome:
    """What bringing one posting to today's text would do."""
    if row.ended_at is not None or row.wish != Wish.LIVE:
        return Outcome(row.id, does=False)
    try:
        rendered = look(callboard, connection, row)
        if rendered.variant.content == row.content:
            return Outcome(row.id, does=False)
        _rules(callboard, connection, rendered.order, span_of(row), now)
    except Refused as refused:
        return Outcome(row.id, tuple(refused.reasons))
    reason = cannot(callboard, row)
    return Outcome(row.id, (reason,) if reason else (), unsent=unsent(row))


def _reposts(
    callboard: Callboard, connection: Connection, rows: Sequence[Row[Any]], when: When, now: datetime
) -> list[Outcome]:
    closed = [row for row in rows if row.ended_at is not None or row.cause == Cause.LOST]
    ordered = {row.id: order_of(connection, row) for row in closed}
    leaving = [row.id for row in closed if row.ended_at is None]
    clashing: Mapping[int, list[Reason]] = _by_order(connection, callboard, ordered, leaving)
    found = []
    for row in rows:
        if row.id not in ordered:
            found.append(Outcome(row.id, (Reason("reference", "it is still open; withdraw it first"),)))
            continue
        reasons = clashing[row.id]
        starts = None
        try:
            starts = f"{when.day}T{when.clock or '07:00'}" if when.day else None
            wanted = span(starts, None, row.zone, now)
            if reason := renewal_stop(callboard, row, wanted.starts_at):
                reasons.append(reason)
            number = int(row.reference.rpartition(".")[2])
            _rules(callboard, connection, ordered[row.id], wanted, now)
            orders.render(callboard, ordered[row.id], wanted, number, row.generation + 1, link(callboard, "rehearsal"))
            found.append(Outcome(row.id, tuple(reasons), starts=wanted.starts_at))
        except Refused as refused:
            found.append(Outcome(row.id, (*reasons, *refused.reasons)))
    return found


def _by_order(
    connection: Connection, callboard: Callboard, ordered: Mapping[int, Order], leaving: Sequence[int]
) -> Mapping[int, list[Reason]]:
    found: dict[int, list[Reason]] = {id: [] for id in ordered}
    of = {id(order): posting for posting, order in ordered.items()}
    for order, reason in clashes(connection, callboard.registry, list(ordered.values()), leaving=leaving):
        found[of[id(order)]].append(reason)
    return found


def _rules(callboard: Callboard, connection: Connection, order: Order, when: Span, now: datetime) -> None:
    """Raises Refused where the advert rules of the day forbid it: the minimum wage, for example, may have risen."""
    if waiting := unapproved(connection, [order]):
        raise Refused(reason for _, reason in waiting)
    if stopped := stop_reasons(preflight(callboard, connection, [order], when, now), [order]):
        raise Refused(stopped)

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
from orchestrator.queries.checked import Around
from orchestrator.queries.same_day import same_day
from orchestrator.storage import tables as t
from orchestrator.storage.database import moment

from . import orders
from .approved import unapproved
from .clashes import clashes, clashes_of
from .orders import Order, Span
from .preflight import stop_reasons, stopped, surroundings
from .publish import link
from .refused import Refused
from .renewal import renewal_stop
from .rerender import again, orders_of, span_of, tokens, told
from .reschedule import new_span, unsent
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
        now = moment(connection)
        match change:
            case Change.MOVE:
                return _moves(callboard, connection, found, when, now)
            case Change.UPDATE:
                return updated(callboard, connection, found, now)
            case Change.REPOST:
                return _reposts(callboard, connection, found, when, now)
            case Change.WITHDRAW:
                return [
                    Outcome(row.id, does=row.ended_at is None and row.wish == Wish.LIVE, unsent=unsent(row))
                    for row in found
                ]


@dataclass(frozen=True, slots=True)
class _Read:
    """What is known of several postings, read once for all: orders and tokens by posting, what is around their texts
    by wording, and by posting why its text may not go out unapproved.
    """

    orders: Mapping[int, Order]
    tokens: Mapping[int, str]
    around: Mapping[int, Around]
    waiting: Mapping[int, Reason]

    @classmethod
    def of(cls, callboard: Callboard, connection: Connection, rows: Sequence[Row[Any]]) -> _Read:
        ordered = orders_of(connection, rows)
        every = list(ordered.values())
        of = {id(order): posting for posting, order in ordered.items()}
        waiting = {of[id(order)]: reason for order, reason in unapproved(connection, every)}
        ids = list(ordered)
        return cls(ordered, tokens(connection, ids), surroundings(callboard, connection, every), waiting)

    def check(self, id: int, when: Span, now: datetime) -> None:
        """Raises Refused where the advert rules of the day forbid it: the minimum wage, for example, may have risen."""
        if id in self.waiting:
            raise Refused([self.waiting[id]])
        order = [self.orders[id]]
        if reasons := stop_reasons(stopped(self.around, order, when, now), order):
            raise Refused(reasons)


def _moves(
    callboard: Callboard, connection: Connection, rows: Sequence[Row[Any]], when: When, now: datetime
) -> list[Outcome]:
    spans: dict[int, Span] = {}
    refused: dict[int, tuple[Reason, ...]] = {}
    for row in rows:
        try:
            spans[row.id] = new_span(row, when.day, when.clock or None, now)
        except Refused as error:
            refused[row.id] = tuple(error.reasons)
    movable = [row for row in rows if row.id in spans]
    known = _Read.of(callboard, connection, movable)
    moved = [row.id for row in rows]
    clashing = _alone(connection, callboard, known.orders, moved, spans)
    for row in movable:
        try:
            again(callboard, row, known.orders[row.id], known.tokens[row.id], spans[row.id])
            if clashing[row.id]:
                raise Refused(clashing[row.id])
            known.check(row.id, spans[row.id], now)
        except Refused as error:
            refused[row.id] = tuple(error.reasons)
    beside = same_day(connection, [(row, spans[row.id].starts_at) for row in movable])
    return [
        Outcome(
            row.id,
            refused.get(row.id, ()),
            does=row.id in spans and spans[row.id].starts_at != row.starts_at,
            starts=spans[row.id].starts_at if row.id in spans else None,
            beside=beside.get(row.id, ()),
        )
        for row in rows
    ]


def updated(callboard: Callboard, connection: Connection, rows: Sequence[Row[Any]], now: datetime) -> list[Outcome]:
    """What bringing postings to today's text would do."""
    running = [row for row in rows if row.ended_at is None and row.wish == Wish.LIVE]
    known = _Read.of(callboard, connection, running)
    return [
        _updated(callboard, row, known, now) if row.id in known.orders else Outcome(row.id, does=False) for row in rows
    ]


def _updated(callboard: Callboard, row: Row[Any], known: _Read, now: datetime) -> Outcome:
    try:
        rendered = again(callboard, row, known.orders[row.id], known.tokens[row.id])
        if rendered.variant.content == row.content:
            return Outcome(row.id, does=False)
        known.check(row.id, span_of(row), now)
    except Refused as refused:
        return Outcome(row.id, tuple(refused.reasons))
    reason = cannot(callboard, row)
    return Outcome(row.id, (reason,) if reason else (), unsent=unsent(row))


def _reposts(
    callboard: Callboard, connection: Connection, rows: Sequence[Row[Any]], when: When, now: datetime
) -> list[Outcome]:
    closed = [row for row in rows if row.ended_at is not None or row.cause == Cause.LOST]
    known = _Read.of(callboard, connection, closed)
    leaving = [row.id for row in closed if row.ended_at is None]
    clashing = _together(connection, callboard, known.orders, leaving)
    found = []
    for row in rows:
        if row.id not in known.orders:
            found.append(Outcome(row.id, (Reason("reference", "it is still open; withdraw it first"),)))
            continue
        reasons = clashing[row.id]
        try:
            starts = f"{when.day}T{when.clock or '07:00'}" if when.day else None
            wanted = span(starts, None, row.zone, now)
            if reason := renewal_stop(callboard, row, wanted.starts_at):
                reasons.append(reason)
            number = int(row.reference.rpartition(".")[2])
            known.check(row.id, wanted, now)
            orders.render(callboard, told(known.orders[row.id]), wanted, number, row.generation + 1,
                          link(callboard, "rehearsal"))  # fmt: skip
            found.append(Outcome(row.id, tuple(reasons), starts=wanted.starts_at))
        except Refused as refused:
            found.append(Outcome(row.id, (*reasons, *refused.reasons)))
    return found


def _together(
    connection: Connection, callboard: Callboard, ordered: Mapping[int, Order], leaving: Sequence[int]
) -> Mapping[int, list[Reason]]:
    """By posting, what it must not stand beside, the others included."""
    return _by_posting(ordered, clashes(connection, callboard.registry, list(ordered.values()), leaving=leaving))


def _alone(
    connection: Connection, callboard: Callboard, ordered: Mapping[int, Order], moved: Sequence[int],
    spans: Mapping[int, Span],
) -> Mapping[int, list[Reason]]:  # fmt: skip
    """By posting, what it would run beside in its span; those that move along are no matter."""
    each_alone = [([order], spans[id]) for id, order in ordered.items()]
    return _by_posting(ordered, clashes_of(connection, callboard.registry, each_alone, moved))


def _by_posting(ordered: Mapping[int, Order], found: Iterable[tuple[Order, Reason]]) -> Mapping[int, list[Reason]]:
    of = {id(order): posting for posting, order in ordered.items()}
    reasons: dict[int, list[Reason]] = {posting: [] for posting in ordered}
    for order, reason in found:
        reasons[of[id(order)]].append(reason)
    return reasons

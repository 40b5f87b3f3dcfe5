"""Reschedule: move the start of what has not been sent, or the end of what runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.posting import Cause, Presence
from orchestrator.queue import Work
from orchestrator.storage import events, postings
from orchestrator.storage.database import moment

from .clashes import clashes
from .orders import Order, Span
from .preflight import preflight, stop_reasons
from .refused import Refused, refuse
from .rerender import order_of, rerender
from .span import span


def reschedule(callboard: Callboard, actor: str, id: int, *, starts: str | None, ends: str | None) -> None:
    """New times for one posting, in the employer's zone where no offset is given. `ends` empty: no end.

    Raises Refused for a start of something already sent, a past start, an end before the start,
    and what the advert rules of the new day forbid.
    """
    with callboard.database.begin() as connection:
        row = postings.lock(connection, [id])[0]
        _check_open(row)
        if starts and not unsent(row):
            raise refuse("starts", f"{row.board_reference} has been sent already; only its end can be moved")
        now = moment(connection)
        wanted = span(starts, ends, row.zone, now) if unsent(row) else _later_end(row, ends, now)
        _write(callboard, connection, actor, row, wanted, now)
    callboard.queue.wake(Work.DELIVER)


def move(callboard: Callboard, actor: str, ids: Iterable[int], day: str, clock: str | None) -> int:
    """Let postings go out on another day (year-month-day), at `clock` or at the time of day each has; ends stay.

    All or nothing; returns how many. Raises Refused with every reason, each naming its posting.
    """
    reasons: list[Reason] = []
    with callboard.database.begin() as connection:
        now = moment(connection)
        rows = postings.lock(connection, ids)
        for row in rows:
            try:
                wanted = new_span(row, day, clock, now)
                beside_it(callboard, connection, order_of(connection, row), wanted, [each.id for each in rows])
                _write(callboard, connection, actor, row, wanted, now)
            except Refused as refused:
                reasons += (Reason(each.field, f"{row.board_reference}: {each.message}") for each in refused.reasons)
        if reasons:
            raise Refused(reasons)
    callboard.queue.wake(Work.DELIVER)
    return len(rows)


def new_span(row: Row[Any], day: str, clock: str | None, now: datetime) -> Span:
    """When a posting runs once it starts on `day`. Raises Refused where it cannot start then."""
    _check_open(row)
    if not unsent(row):
        raise refuse("starts", "it has been sent already; only its end can be moved")
    begin = span(f"{day}T{clock or f'{row.starts_local:%H:%M}'}", None, row.zone, now)
    if row.ends_at is not None and row.ends_at <= begin.starts_at:
        raise refuse("ends", f"it ends {row.ends_local:%Y-%m-%d %H:%M}, before it would go out; move its end first")
    return Span(begin.starts_at, begin.starts_local, row.ends_at, row.ends_local, row.zone)


def beside_it(callboard: Callboard, connection: Connection, order: Order, wanted: Span, moved: Collection[int]) -> None:
    """Raises Refused where a posting would run beside one it must not run beside; `moved` ones move along."""
    if found := clashes(connection, callboard.registry, [order], wanted, moved):
        raise Refused(reason for _, reason in found)


def unsent(row: Row[Any]) -> bool:
    """Whether nothing of a posting can be at its board."""
    return bool(row.presence == Presence.ABSENT and row.phase == "waiting" and row.intended_at is None)


def _check_open(row: Row[Any]) -> None:
    if row.ended_at is not None or row.wish != "live":
        raise refuse("reference", f"{row.board_reference} is closed; repost it instead")


def _later_end(row: Row[Any], ends: str | None, now: datetime) -> Span:
    """The posting's own start with a new end, which must lie ahead."""
    new = span(None, ends, row.zone, now)
    return Span(row.starts_at, row.starts_local, new.ends_at, new.ends_local, row.zone)


def _write(
    callboard: Callboard, connection: Connection, actor: str, row: Row[Any], wanted: Span, now: datetime
) -> None:
    rendered = rerender(callboard, connection, row, wanted)
    if unsent(row):
        order = [rendered.order]
        if stopped := stop_reasons(preflight(callboard, connection, order, wanted, now), order):
            raise Refused(stopped)
    missed = {"cause": None, "reason": ""} if row.cause == Cause.MISSED else {}
    postings.want(
        connection,
        row,
        act_at=wanted.starts_at if unsent(row) else None,
        starts_at=wanted.starts_at,
        starts_local=wanted.starts_local,
        ends_at=rendered.run.ends_at,
        ends_local=rendered.run.ends_local,
        content=rendered.variant.content,
        **missed,
    )
    events.record(connection, actor=actor, kind="rescheduled", employer_id=row.employer_id, posting_id=row.id,
                  vacancy_id=row.vacancy_id, account_id=row.account_id,
                  reason=f"to {wanted.starts_local:%Y-%m-%d %H:%M} {row.zone}")  # fmt: skip

"""Hear a board: see that it is the board, pass the application on to the employer, and count it.

Passed on before it is counted, and answered with the employer's answer: a candidate's application is never lost
because of us, and the board repeats what the employer did not take. Nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection, Row

from orchestrator.boards.contract import Account
from orchestrator.boards.inbound import Event, Hears, Inbound, Unreadable, Untrusted
from orchestrator.callboard import Callboard
from orchestrator.domain.day import ONE, begin, day_of
from orchestrator.domain.reading import Origin, Reading
from orchestrator.outbound.transport import Transport
from orchestrator.storage import events as history
from orchestrator.storage import heard, readings
from orchestrator.storage.database import moment

from .pass_on import Reply, pass_on

log = structlog.get_logger()

ACTOR = "board"
DUPLICATE = 409
"""What employers' systems answer to an application that they have already."""


@dataclass(frozen=True, slots=True)
class Heard:
    """`reply`: what the board is answered. `counted`: events that were new. `refused`: why nothing was believed."""

    reply: Reply
    counted: int = 0
    refused: str = ""


def hear(callboard: Callboard, token: str, request: Inbound, transport: Transport) -> Heard | None:
    """What came to the address with `token`; None where there is no such address."""
    with callboard.database.read() as connection:
        row = heard.account(connection, token)
    if row is None or row.board not in callboard.registry:
        return None
    adapter = callboard.registry[row.board]
    if not isinstance(adapter, Hears):
        return None
    account = Account(row.label, row.settings, callboard.vault.open(row.secrets))
    try:
        adapter.verify(request, account)
    except Untrusted as error:
        log.warning("webhook_refused", board=row.board, account=row.id, reason=error.message)
        return Heard(Reply.saying(error.status, error.message), refused=error.message)
    reply = Reply.saying(200, "counted, in practice") if row.practice else pass_on(request, account, transport)
    if not reply.taken and reply.status != DUPLICATE:
        return Heard(reply)
    try:
        found: Sequence[Event] = adapter.events(request, account)
    except Unreadable as error:
        _unreadable(callboard, row, str(error))
        return Heard(reply)
    with callboard.database.begin() as connection:
        counted = sum(_count(connection, row, event) for event in found)
    return Heard(reply, counted)


def _count(connection: Connection, account: Row[Any], event: Event) -> bool:
    """The reading says how many the posting had on that day of its employer's, so a later one replaces it."""
    posting = heard.posting(connection, account.id, event.reference)
    if posting is None:
        _note(connection, account, "webhook_unknown", "the board told of an advert that is not this account's")
        return False
    # Read once the posting is locked: by the times transactions began, who waited would be older than who was first.
    now = moment(connection)
    at = event.at if event.at is not None and posting.began_at <= event.at <= now else now
    if not heard.add(connection, account.id, event.id, posting.id, event.metric, at):
        return False
    start, end = _day(at, ZoneInfo(posting.zone))
    value = heard.number(connection, posting.id, event.metric, start, end)
    until = min(end, max(now, start + timedelta(microseconds=1)))
    reading = Reading(posting.id, event.metric, value, Origin.WEBHOOK, now, start, until)
    readings.append(connection, [readings.Entry(reading, posting.employer_id, ACTOR)])
    return True


def _day(at: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    day = day_of(at, zone)
    return begin(day, zone), begin(day + ONE, zone)


def _unreadable(callboard: Callboard, account: Row[Any], reason: str) -> None:
    with callboard.database.begin() as connection:
        _note(connection, account, "webhook_unreadable", f"passed on and not counted: {reason}")


def _note(connection: Connection, account: Row[Any], kind: str, reason: str) -> None:
    history.record(
        connection, actor=ACTOR, kind=kind, employer_id=account.employer_id, account_id=account.id, reason=reason
    )

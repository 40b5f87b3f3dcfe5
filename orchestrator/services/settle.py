"""Settle: a person says what is at the board. Also how a task done by hand is completed, with its proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, func, update

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.moves import can_be_settled
from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Cause, Presence
from orchestrator.domain.transition import person_says_live, person_says_not_there
from orchestrator.queue import Work
from orchestrator.storage import events, postings
from orchestrator.storage import tables as t
from orchestrator.storage.database import moment
from orchestrator.storage.known import columns, posting_of

from .refused import Refused, refuse

LARGEST = 5_000_000
"""Bytes of a proof file."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a person brings: a note, and perhaps a file."""

    note: str = ""
    name: str = ""
    media_type: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person saw of one posting. `intents`: the sending it is about, so that a late answer settles no later one.

    `url` and `external_id` are the board's, where the person brings them.
    """

    id: int
    live: bool
    url: str | None = None
    external_id: str | None = None
    intents: int | None = None


def settle(
    callboard: Callboard,
    actor: str,
    id: int,
    *,
    live: bool,
    url: str | None = None,
    external_id: str | None = None,
    proof: Proof | None = None,
) -> None:
    """Say that the advert is at the board (`live`), or that it is not. The plan goes on from there.

    Raises Refused when nothing about the posting is in doubt.
    """
    if proof and len(proof.body) > LARGEST:
        raise refuse("proof", f"the file has {len(proof.body):,} bytes; at most {LARGEST:,} are kept")
    answer = Answer(id, live, url, external_id)
    with callboard.database.begin() as connection:
        (row,) = postings.lock(connection, [id])
        if problem := _problem(row, answer):
            raise refuse("url" if problem is _NO_ADDRESS else "reference", problem)
        _write(connection, actor, row, answer, proof)
    callboard.queue.wake(Work.DELIVER)


def settle_many(callboard: Callboard, actor: str, answers: Iterable[Answer]) -> int:
    """The same for many at once, in one transaction: all or nothing. Returns how many.

    Raises Refused with a reason for each that cannot be settled; its field is the posting's id.
    """
    given = {answer.id: answer for answer in answers}
    with callboard.database.begin() as connection:
        rows = postings.lock(connection, given)
        problems = [Reason(str(row.id), problem) for row in rows if (problem := _problem(row, given[row.id]))]
        if problems:
            raise Refused(problems)
        for row in rows:
            _write(connection, actor, row, given[row.id], None)
    callboard.queue.wake(Work.DELIVER)
    return len(rows)


_NO_ADDRESS = "the address must start with https:// or http://"


def _problem(row: Row[Any], answer: Answer) -> str:
    """Why this cannot be settled; empty if it can."""
    if answer.url and not answer.url.startswith(("https://", "http://")):
        return _NO_ADDRESS
    if not can_be_settled(posting_of(row)):
        return f"nothing about {row.board_reference} is in doubt; there is nothing to settle"
    if answer.intents is not None and answer.intents != row.intents:
        return f"{row.board_reference} was sent again since this was looked at; look again"
    return ""


def _write(connection: Connection, actor: str, row: Row[Any], answer: Answer, proof: Proof | None) -> None:
    now = moment(connection)
    known = posting_of(row)
    if answer.live:
        after = person_says_live(known, answer.url, answer.external_id, now)
    else:
        after = person_says_not_there(known, now)
    if answer.live and known.cause is Cause.DOUBLE:
        # Whoever says that this one is live has seen to the other copy.
        after = replace(after, surplus=None)
        connection.execute(
            update(t.surplus)
            .where(t.surplus.c.posting_id == row.id, t.surplus.c.gone_at.is_(None))
            .values(gone_at=func.now())
        )
    ended = after.wish == "closed" and after.presence in (Presence.ABSENT, Presence.GONE)
    postings.want(connection, row, **columns(after), ended_at=now if ended else None)
    if ended:
        postings.rest(connection, [row.id])
    if proof:
        connection.execute(
            t.proof.insert().values(
                employer_id=row.employer_id,
                posting_id=row.id,
                actor=actor,
                note=proof.note,
                name=proof.name,
                media_type=proof.media_type,
                body=proof.body or None,
            )
        )
    events.record(connection, actor=actor, kind="person:live" if answer.live else "person:not_there",
                  employer_id=row.employer_id, posting_id=row.id, vacancy_id=row.vacancy_id,
                  account_id=row.account_id, reason=(proof.note if proof else "") or (answer.url or ""))  # fmt: skip


def complete(callboard: Callboard, actor: str, id: int, *, url: str | None = None, proof: Proof | None = None) -> None:
    """A task done by hand: posted, changed, or taken down. Raises Refused when there is no such task."""
    with callboard.database.read() as connection:
        row = postings.get(connection, id)
    if row.cause != Cause.BY_HAND:
        raise refuse("reference", f"{row.board_reference} has no task to complete")
    settle(callboard, actor, id, live=row.operation != Operation.WITHDRAW, url=url, proof=proof)

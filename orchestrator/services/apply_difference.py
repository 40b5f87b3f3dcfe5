"""What a comparison with the board makes of one posting: nothing, or a difference that is kept, told and acted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.dialects.postgresql import insert

from orchestrator.boards.registry import offer
from orchestrator.callboard import Callboard
from orchestrator.domain.difference import Difference, difference
from orchestrator.domain.live_advert import LiveAdvert
from orchestrator.domain.operation import Operation
from orchestrator.domain.plan import Ask, plan
from orchestrator.domain.posting import Cause, Posting, Presence, Wish
from orchestrator.domain.receipt import Evidence, Gone, Live
from orchestrator.domain.transition import receive
from orchestrator.queue import Work
from orchestrator.storage import differences, events, postings
from orchestrator.storage import tables as t
from orchestrator.storage.database import moment
from orchestrator.storage.known import columns, posting_of

ACTOR = "callboard"


def apply_difference(callboard: Callboard, seen: Row[Any], shown: Sequence[LiveAdvert], evidence: Evidence) -> bool:
    """True for a difference that was not known before. A posting that went on since it was `seen` is left alone.

    A missing one needs a person, because posting it again can cost again; one that should not be there yet is not
    sent until a person has looked; a second copy is taken down.
    """
    with callboard.database.begin() as connection:
        (row,) = postings.lock(connection, [seen.id])
        if (row.fence, row.wish_seq, row.phase) != (seen.fence, seen.wish_seq, seen.phase):
            return False
        known = posting_of(row)
        kind = difference(known, ended=row.ended_at is not None, shown=shown)
        if kind is Difference.MISSING:
            kind = _missing(callboard, connection, row, known, evidence)
        elif kind is Difference.UNEXPECTED:
            _hold(connection, row, known)
        elif kind is Difference.TWICE:
            _take_down(connection, row, known, shown)
        elif kind is None and known.presence is Presence.SUBMITTED and known.wish is Wish.LIVE and shown:
            _confirm(connection, row, known, shown[0], evidence)
        differences.resolve(connection, row.id, "agrees again", besides=kind)
        if kind is None:
            return False
        first = shown[0] if shown else LiveAdvert()
        new = differences.found(connection, row, kind, evidence, external_id=first.external_id or row.external_id,
                                url=first.url or row.url)  # fmt: skip
        if new:
            events.record(connection, actor=ACTOR, kind=f"difference:{kind}", employer_id=row.employer_id,
                          posting_id=row.id, vacancy_id=row.vacancy_id, account_id=row.account_id)  # fmt: skip
        if kind is Difference.TWICE:
            differences.resolve(connection, row.id, "the second copy is being taken down")
    callboard.queue.wake(Work.DELIVER)
    return new


def _missing(
    callboard: Callboard, connection: Connection, row: Row[Any], known: Posting, evidence: Evidence
) -> Difference | None:
    """The same as if delivery had looked and found it gone; what was only just sent may still be on its way."""
    if known.cause is Cause.LOST:
        return Difference.MISSING
    now = moment(connection)
    gone = receive(known, Operation.CHECK, Gone(evidence), now, 0.0).posting
    step = plan(gone, offer(callboard.registry[row.board]), now)
    if not isinstance(step, Ask) or step.cause is not Cause.LOST:
        return None
    postings.want(connection, row, **columns(replace(gone, cause=step.cause, reason=step.reason)))
    return Difference.MISSING


def _hold(connection: Connection, row: Row[Any], known: Posting) -> None:
    """Nothing is sent for it before a person has looked: it could be there already."""
    if known.cause is None:
        reason = "The board shows it although we have not sent it."
        postings.want(connection, row, **columns(replace(known, cause=Cause.LOOK, reason=reason)))


def _take_down(connection: Connection, row: Row[Any], known: Posting, shown: Sequence[LiveAdvert]) -> None:
    kept = known.external_id if any(each.external_id == known.external_id for each in shown) else shown[0].external_id
    surplus = [each for each in shown if each.external_id != kept]
    connection.execute(
        insert(t.surplus).on_conflict_do_nothing(),
        [{"posting_id": row.id, "external_id": each.external_id, "url": each.url or None} for each in surplus],
    )
    changed = replace(known, external_id=kept, surplus=surplus[0].external_id)
    postings.want(connection, row, **columns(changed))


def _confirm(connection: Connection, row: Row[Any], known: Posting, advert: LiveAdvert, evidence: Evidence) -> None:
    """What was only sent is there."""
    receipt = Live(advert.external_id or known.external_id or "", advert.url or None, evidence)
    after = receive(known, Operation.CHECK, receipt, moment(connection), 0.0).posting
    postings.want(connection, row, **columns(after))
    events.record(connection, actor=ACTOR, kind="live", employer_id=row.employer_id, posting_id=row.id,
                  vacancy_id=row.vacancy_id, account_id=row.account_id)  # fmt: skip

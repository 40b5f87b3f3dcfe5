"""Settle: a person says what is at the board. Also how a task done by hand is completed, with its proof."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import func, update

from orchestrator.callboard import Callboard
from orchestrator.domain.moves import can_be_settled
from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Cause, Presence
from orchestrator.domain.transition import person_says_live, person_says_not_there
from orchestrator.queue import Work
from orchestrator.storage import events, postings
from orchestrator.storage import tables as t
from orchestrator.storage.known import columns, posting_of

from .refused import refuse

LARGEST = 5_000_000
"""Bytes of a proof file."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a person brings: a note, and perhaps a file."""

    note: str = ""
    name: str = ""
    media_type: str = ""
    body: bytes = b""


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
    if url and not url.startswith(("https://", "http://")):
        raise refuse("url", "the address must start with https:// or http://")
    if proof and len(proof.body) > LARGEST:
        raise refuse("proof", f"the file has {len(proof.body):,} bytes; at most {LARGEST:,} are kept")
    with callboard.database.begin() as connection:
        row = postings.lock(connection, [id])[0]
        known = posting_of(row)
        if not can_be_settled(known):
            raise refuse("reference", f"nothing about {row.board_reference} is in doubt; there is nothing to settle")
        now = postings.clock(connection)
        after = person_says_live(known, url, external_id, now) if live else person_says_not_there(known, now)
        if live and known.cause is Cause.DOUBLE:
            # Whoever says that this one is live has seen to the other copy.
            after = replace(after, surplus=None)
            connection.execute(
                update(t.surplus)
                .where(t.surplus.c.posting_id == id, t.surplus.c.gone_at.is_(None))
                .values(gone_at=func.now())
            )
        ended = after.wish == "closed" and after.presence in (Presence.ABSENT, Presence.GONE)
        postings.want(connection, row, **columns(after), ended_at=now if ended else None)
        if ended:
            connection.execute(update(t.posting).where(t.posting.c.id == id).values(act_at=None))
        if proof:
            connection.execute(
                t.proof.insert().values(
                    employer_id=row.employer_id,
                    posting_id=id,
                    actor=actor,
                    note=proof.note,
                    name=proof.name,
                    media_type=proof.media_type,
                    body=proof.body or None,
                )
            )
        events.record(connection, actor=actor, kind="person:live" if live else "person:not_there",
                      employer_id=row.employer_id, posting_id=id, vacancy_id=row.vacancy_id,
                      account_id=row.account_id, reason=(proof.note if proof else "") or (url or ""))  # fmt: skip
    callboard.queue.wake(Work.DELIVER)


def complete(callboard: Callboard, actor: str, id: int, *, url: str | None = None, proof: Proof | None = None) -> None:
    """A task done by hand: posted, changed, or taken down. Raises Refused when there is no such task."""
    with callboard.database.read() as connection:
        row = postings.get(connection, id)
    if row.cause != Cause.BY_HAND:
        raise refuse("reference", f"{row.board_reference} has no task to complete")
    settle(callboard, actor, id, live=row.operation != Operation.WITHDRAW, url=url, proof=proof)

"""Keep a reusable part of adverts, or remove it."""

from __future__ import annotations

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.storage import blocks, employers, events

from .refused import Refused, refuse

LONGEST_NAME = 60
LONGEST_BODY = 10_000


def save_block(callboard: Callboard, actor: str, *, employer: int, name: str, body: str) -> None:
    """Add a block, or replace the text of the one with that name. Raises Refused, by field."""
    title, text = " ".join(name.split()), body.strip()
    found = []
    if not title or len(title) > LONGEST_NAME:
        found.append(Reason("block_name", f"Give the block a name of at most {LONGEST_NAME} characters"))
    if not text or len(text) > LONGEST_BODY:
        found.append(Reason("block_body", f"Write its text, at most {LONGEST_BODY:,} characters"))
    if found:
        raise Refused(found)
    with callboard.database.begin() as connection:
        if employers.by_id(connection, employer) is None:
            raise refuse("employer", "this employer does not exist")
        blocks.put(connection, employer, title, text, actor)
        events.record(connection, actor=actor, kind="block_saved", employer_id=employer, reason=title)


def remove_block(callboard: Callboard, actor: str, *, employer: int, id: int) -> None:
    """What was written with it stays. Raises Refused where the employer has no such block."""
    with callboard.database.begin() as connection:
        name = blocks.drop(connection, employer, id)
        if name is None:
            raise refuse("", "this block is not there any more")
        events.record(connection, actor=actor, kind="block_removed", employer_id=employer, reason=name)

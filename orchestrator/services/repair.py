"""Repair a difference with one click: post again, take down again, or say what a person has seen."""

from __future__ import annotations

from orchestrator.callboard import Callboard
from orchestrator.domain.difference import REPAIRS, Difference, Repair
from orchestrator.storage import differences

from .refused import refuse
from .repost import repost
from .settle import settle
from .withdraw import withdraw_again

DONE = {
    Repair.REPOST: "posted again",
    Repair.WITHDRAW_AGAIN: "asked to take it down again",
    Repair.MARK_LIVE: "a person says that it is there",
    Repair.MARK_GONE: "a person says that it is gone",
}


def repair(callboard: Callboard, actor: str, id: int, how: Repair) -> str:
    """What was done, in words. Raises Refused for a difference that is resolved, or a repair that does not fit it."""
    with callboard.database.read() as connection:
        found = differences.get(connection, id)
    if found is None:
        raise refuse("", "this difference is resolved already; nothing was changed")
    if how not in REPAIRS[Difference(found.kind)]:
        raise refuse("", "this does not repair such a difference")
    match how:
        case Repair.REPOST:
            repost(callboard, actor, [found.posting_id])
        case Repair.WITHDRAW_AGAIN:
            withdraw_again(callboard, actor, found.posting_id, found.external_id)
        case Repair.MARK_LIVE:
            settle(callboard, actor, found.posting_id, live=True, url=found.url, external_id=found.external_id)
        case Repair.MARK_GONE:
            pass  # the posting has ended; only the difference is open
    with callboard.database.begin() as connection:
        differences.resolve(connection, found.posting_id, f"{actor}: {DONE[how]}")
    return DONE[how]

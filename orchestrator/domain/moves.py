"""What a person may do with a posting now, and why not the rest: one rule for pages and commands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .offer import Offer
from .operation import Operation
from .posting import Cause, Phase, Posting, Presence, Wish

RETRIABLE = frozenset({Cause.FAILED, Cause.REJECTED, Cause.STILL_THERE, Cause.DOUBLE})
"""What stops a posting without leaving open whether it is at its board."""


class Move(StrEnum):
    """What can be asked of a posting."""

    UPDATE = "update"
    REFRESH = "refresh"
    RETRY = "retry"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"
    REPOST = "repost"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a move is possible; `reason` says why not, and what would help."""

    move: Move
    allowed: bool
    reason: str = ""


def moves(posting: Posting, offer: Offer, *, ended: bool, too_soon: str = "") -> tuple[Verdict, ...]:
    """All moves, in the order in which they are shown. A posting that was never sent is cancelled, not withdrawn.

    `too_soon`: why its board would hide it if it were renewed or posted again now; empty where it would not.
    """
    unsent = not ended and _unsent(posting)
    found = {
        Move.UPDATE: _update(posting, offer, ended=ended),
        Move.REFRESH: _refresh(posting, offer, ended=ended) or too_soon,
        Move.RETRY: _retry(posting),
        Move.CANCEL if unsent else Move.WITHDRAW: _close(posting, ended=ended),
        Move.REPOST: _repost(posting, ended=ended) or ("" if posting.cause is Cause.LOST else too_soon),
    }
    return tuple(Verdict(move, not reason, reason) for move, reason in found.items())


def can_be_settled(posting: Posting) -> bool:
    """A person's word about what is at the board would help."""
    doubtful = posting.presence in (Presence.SUBMITTED, Presence.WITHDRAWN)
    free = posting.phase not in (Phase.CLAIMED, Phase.SENDING)
    return free and (posting.cause is not None or posting.unsettled or doubtful)


def _unsent(posting: Posting) -> bool:
    return posting.presence is Presence.ABSENT and posting.phase is Phase.WAITING and not posting.unsettled


def _update(posting: Posting, offer: Offer, *, ended: bool) -> str:
    if ended:
        return "It has ended; post it again"
    if posting.wish is Wish.CLOSED:
        return "It is being taken down"
    if posting.presence is Presence.GONE:
        return "The board no longer shows it; post it again"
    if posting.presence.there and Operation.UPDATE not in offer.operations:
        return "This board cannot change an advert that is there; withdraw it and post it again"
    return ""


def _refresh(posting: Posting, offer: Offer, *, ended: bool) -> str:
    if Operation.REFRESH not in offer.operations:
        return "This board has no renewal"
    if ended or posting.wish is Wish.CLOSED or posting.presence is not Presence.LIVE:
        return "Only a live advert can be renewed"
    return ""


def _retry(posting: Posting) -> str:
    if posting.unsettled or posting.cause is Cause.LOOK:
        return "It may be at the board already; say whether it is there"
    if posting.cause is Cause.BY_HAND:
        return "It is done by hand; complete its task"
    if posting.cause is Cause.LOST:
        return "Post it again instead"
    if posting.cause is Cause.MISSED:
        return "Choose a new time instead"
    if posting.cause is Cause.CANNOT_UPDATE:
        return "Withdraw it and post it again instead"
    return "" if posting.cause in RETRIABLE else "Nothing stops it"


def _close(posting: Posting, *, ended: bool) -> str:
    if ended:
        return "It has ended"
    return "It is being taken down already" if posting.wish is Wish.CLOSED else ""


def _repost(posting: Posting, *, ended: bool) -> str:
    if ended or posting.cause is Cause.LOST:
        return ""
    return "It is still open; withdraw it first"

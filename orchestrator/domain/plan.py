"""What must be done next with a posting, and when: the one place that decides.

Scheduling is a due time, an edit a changed hash, a takedown a changed wish, a retry the same plan later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .backoff import MAX_ATTEMPTS
from .offer import Mode, Offer
from .operation import Operation
from .posting import Cause, Posting, Presence, Wish

MAX_LOOKS = 6
"""Look-ups after an unconfirmed publish before a person is asked; with the back-off about half an hour."""


@dataclass(frozen=True, slots=True)
class Do:
    """Carry out `operation` now; `again` repeats the open intent with its stored bytes and key.

    `surplus` names a second copy at the board: the operation is for that one, not for the posting's own.
    """

    operation: Operation
    again: bool = False
    surplus: str | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing now. `until` None: nothing ever, unless a person or the board changes something."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class Ask:
    """A person must decide."""

    cause: Cause
    reason: str


Step = Do | Wait | Ask


def plan(posting: Posting, offer: Offer, now: datetime) -> Step:
    """The next step for a posting that is in nobody's hands (its lease, if it had one, has ended)."""
    if posting.cause is not None:
        return Wait(None)
    if posting.handle is not None:
        return Do(Operation.POLL)
    if posting.unsettled:
        return _settle(posting, offer, now)
    if posting.surplus is not None:
        if Operation.WITHDRAW in offer.operations:
            return Do(Operation.WITHDRAW, surplus=posting.surplus)
        return Ask(Cause.DOUBLE, "The board shows this advert twice and cannot take one down by itself.")
    if posting.wish is Wish.CLOSED or _over(posting, now):
        return _close(posting, offer, now)
    return _keep(posting, offer, now)


def _over(posting: Posting, now: datetime) -> bool:
    return posting.ends_at is not None and posting.ends_at <= now


def _settle(posting: Posting, offer: Offer, now: datetime) -> Step:
    """An intent whose outcome is unknown: by its stored bytes, by a look, by a person; in this order."""
    operation = posting.operation or Operation.PUBLISH
    age = now - (posting.intended_at or now)
    if offer.may_repeat(operation, age) and posting.attempts < MAX_ATTEMPTS:
        return Do(operation, again=True)
    look = Operation.FIND if operation is Operation.PUBLISH else Operation.CHECK
    if look in offer.operations and posting.looks < MAX_LOOKS:
        return Do(look)
    return Ask(Cause.LOOK, "The board did not answer clearly, and nothing but a look at it can tell.")


def _close(posting: Posting, offer: Offer, now: datetime) -> Step:
    match posting.presence:
        case Presence.ABSENT if posting.wish is Wish.LIVE:
            return Ask(Cause.MISSED, "Its time passed before it could be published.")
        case Presence.ABSENT | Presence.GONE:
            return Wait(None)
        case Presence.WITHDRAWN:
            return Do(Operation.CHECK) if Operation.CHECK in offer.operations else Wait(None)
        case _ if Operation.WITHDRAW in offer.operations:
            return Do(Operation.WITHDRAW)
        case _:
            return Ask(Cause.STILL_THERE, "This board cannot take adverts down by itself: take it down there.")


def _keep(posting: Posting, offer: Offer, now: datetime) -> Step:
    if now < posting.starts_at:
        return Wait(posting.starts_at)
    match posting.presence:
        case Presence.ABSENT:
            return Do(Operation.PUBLISH)
        case Presence.WITHDRAWN if offer.mode is Mode.FEED:
            return Do(Operation.PUBLISH)  # its end was moved before the board fetched the takedown
        case Presence.GONE | Presence.WITHDRAWN:
            return Ask(Cause.LOST, "The advert is no longer at the board although it should be.")
    if posting.shown != posting.content:
        if Operation.UPDATE in offer.operations:
            return Do(Operation.UPDATE)
        return Ask(Cause.CANNOT_UPDATE, "This board cannot change a live advert: withdraw it and post it again.")
    if posting.refresh_wanted:
        if Operation.REFRESH in offer.operations:
            return Do(Operation.REFRESH)
        return Ask(Cause.CANNOT_UPDATE, "This board cannot renew an advert: post it again when it has ended.")
    return _watch(posting, offer, now)


def _watch(posting: Posting, offer: Offer, now: datetime) -> Step:
    """Look at it from time to time; soon after it was sent where only a look can say that it is live."""
    if offer.check_every is None or Operation.CHECK not in offer.operations:
        return Wait(posting.ends_at)
    unseen = posting.presence is Presence.SUBMITTED and offer.mode is not Mode.FEED
    pause = timedelta(0) if unseen and posting.checked_at is None else offer.check_every
    if unseen:
        pause = min(pause, timedelta(minutes=1) * 2 ** min(posting.looks, 10))
    due = (posting.checked_at or posting.published_at or now) + pause
    if due <= now:
        return Do(Operation.CHECK)
    return Wait(min(due, posting.ends_at) if posting.ends_at else due)

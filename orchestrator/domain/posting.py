"""One vacancy's advert at one place on one board account for one generation: what is wanted, what is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .operation import Operation
from .receipt import Evidence
from .status import Status

REFERENCE = re.compile(r"[A-Za-z0-9._-]{1,40}")


class Wish(StrEnum):
    """What the recruiter wants of the posting."""

    LIVE = "live"
    CLOSED = "closed"


class Presence(StrEnum):
    """What we know of the advert at the board."""

    ABSENT = "absent"
    SUBMITTED = "submitted"
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    GONE = "gone"

    @property
    def there(self) -> bool:
        """Candidates may be able to see it."""
        return self in (Presence.SUBMITTED, Presence.LIVE, Presence.WITHDRAWN)


class Phase(StrEnum):
    """Where the current operation stands. Only SENDING is ambiguous after a crash."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENDING = "sending"
    UNCONFIRMED = "unconfirmed"
    PENDING = "pending"


class Cause(StrEnum):
    """Why a person is needed; None on a posting that goes on by itself."""

    REJECTED = "rejected"
    FAILED = "failed"
    BY_HAND = "by_hand"
    LOOK = "look"
    DOUBLE = "double"
    LOST = "lost"
    CANNOT_UPDATE = "cannot_update"
    STILL_THERE = "still_there"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Posting:
    """The row as rules see it. `content` hashes: wanted, in the open intent (`sent`), at the board (`shown`).

    An intent is open while `intended_at` (when it first went out) is set: `operation` and `sent` say what it was.
    A task the board works on is open while `handle` is set. `attempts` counts sends since the last success,
    `looks` look-ups since the last answer. `phase` only says in whose hands the row is: rules do not ask it.
    `surplus` is the board's id of a second copy under the same generation, which has to go.
    """

    id: int
    wish: Wish
    starts_at: datetime
    ends_at: datetime | None
    content: str
    refresh_wanted: bool = False
    presence: Presence = Presence.ABSENT
    phase: Phase = Phase.WAITING
    operation: Operation | None = None
    cause: Cause | None = None
    reason: str = ""
    sent: str | None = None
    shown: str | None = None
    external_id: str | None = None
    url: str | None = None
    handle: str | None = None
    evidence: Evidence | None = None
    attempts: int = 0
    looks: int = 0
    intended_at: datetime | None = None
    checked_at: datetime | None = None
    published_at: datetime | None = None
    surplus: str | None = None

    @property
    def unsettled(self) -> bool:
        """Bytes of an operation may have reached the board and no answer has settled it."""
        return self.intended_at is not None


def status(wish: Wish, presence: Presence, phase: Phase, cause: Cause | None) -> Status:
    """The state on screen. `presence` is the effective one: a fetched feed entry counts as LIVE."""
    if cause is not None:
        return Status.NEEDS_YOU
    if wish is Wish.CLOSED:
        return Status.SENDING if presence.there or phase is not Phase.WAITING else Status.CLOSED
    if presence is Presence.LIVE:
        return Status.LIVE
    if presence is Presence.ABSENT and phase is Phase.WAITING:
        return Status.SCHEDULED
    return Status.SENDING


def board_reference(reference: str, generation: int) -> str:
    """What the board sees as our reference; unique for a generation. Raises ValueError when it would not fit."""
    full = f"{reference}-{generation}"
    if not REFERENCE.fullmatch(full):
        raise ValueError(f"reference {full!r} must be 1 to 40 of A-Z a-z 0-9 . _ -")
    return full

"""How a board account is doing, in the order in which a person should be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LOGIN = "login:"
"""How a pause by an unauthorised answer begins; only such a pause is lifted by a working login."""


LOGIN_EVERY = timedelta(minutes=2)
"""How often the login of a paused account is tried."""


class Health(StrEnum):
    """One word for an account."""

    WORKING = "working"
    ATTENTION = "attention"
    DOWN = "down"
    PRACTICE = "practice"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Lane:
    """What the queue knows of an account. `timeouts`: calls in a row that got no answer at all."""

    practice: bool
    paused_at: datetime | None
    paused_by: str
    pause_reason: str
    blocked_until: datetime
    blocked_reason: str
    timeouts: int


def health(lane: Lane, now: datetime) -> Health:
    """A pause comes first, then what the board does, then practice."""
    if lane.paused_at is not None:
        return Health.DOWN if lane.pause_reason.startswith(LOGIN) else Health.PAUSED
    if lane.blocked_until > now:
        return Health.DOWN if lane.timeouts else Health.ATTENTION
    if lane.timeouts:
        return Health.ATTENTION
    return Health.PRACTICE if lane.practice else Health.WORKING


def next_login(lane: Lane, tested_at: datetime | None, resumed: int) -> datetime | None:
    """When the login of a paused account is tried next by itself; None where only a person resumes it.

    `resumed`: how often a working test has resumed the account lately. Each time doubles the wait, up to an hour: a
    test that works says little where it tries another key than the one that was refused.
    """
    if lane.paused_at is None or not lane.pause_reason.startswith(LOGIN):
        return None
    since = max(lane.paused_at, tested_at) if tested_at else lane.paused_at
    return since + timedelta(seconds=LOGIN_EVERY.total_seconds() * 2 ** min(resumed, 5))

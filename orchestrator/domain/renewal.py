"""When an advert may be renewed or posted again without its board hiding it."""

from __future__ import annotations

from datetime import datetime, timedelta


def renewable_from(published_at: datetime | None, renew_after: timedelta | None, now: datetime) -> datetime | None:
    """The moment from which it may be, where that lies ahead; None where it may be now."""
    if published_at is None or renew_after is None or published_at + renew_after <= now:
        return None
    return published_at + renew_after


def too_soon(board: str, renew_after: timedelta, day: str) -> str:
    """Why not yet. `day` in words: when it is possible."""
    return f"Possible from {day}: {board} hides adverts that are renewed or posted again within {renew_after.days} days"

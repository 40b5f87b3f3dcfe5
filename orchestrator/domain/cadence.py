"""How often a count is asked for, and from when on its silence means something."""

from __future__ import annotations

from datetime import datetime, timedelta

from .reading import CountState, Origin

YOUNG = timedelta(hours=48)
RECENT = timedelta(days=14)
LATE = timedelta(days=3)
"""Boards still correct a count this long after an advert ended."""
PATIENCE = 3
"""A count is stale after as many missed turns."""
BY_HAND = timedelta(days=1)
"""What a person or an import is expected to look after."""

_BY_AGE = ((YOUNG, timedelta(hours=1)), (RECENT, timedelta(hours=3)))
_OLD = timedelta(days=1)


def every(age: timedelta) -> timedelta:
    """The time between two looks at a posting published `age` ago: most applications come in the first days."""
    return next((turn for limit, turn in _BY_AGE if age < limit), _OLD)


def stale_from(origin: Origin, as_of: datetime, published_at: datetime) -> datetime:
    """From when on a count last reported at `as_of` is stale, if nothing newer comes until then."""
    turn = BY_HAND if origin in (Origin.BY_HAND, Origin.IMPORT) else every(as_of - published_at)
    return as_of + turn * PATIENCE


def count_state(
    origin: Origin, as_of: datetime | None, published_at: datetime, ended_at: datetime | None, now: datetime
) -> CountState:
    """Known, stale or unknown, for a count last reported at `as_of` (None: never).

    A count taken after the end of a posting, or by its last turn before, stays known for ever. What we count
    ourselves is never stale.
    """
    if as_of is None:
        return CountState.UNKNOWN
    if origin is Origin.APPLY_LINK:
        return CountState.KNOWN
    until = now if ended_at is None else min(now, ended_at)
    return CountState.STALE if until > stale_from(origin, as_of, published_at) else CountState.KNOWN

"""When a count may have been read: while what it counts was there, and not in the future."""

from __future__ import annotations

from datetime import datetime


def why_not_then(at: datetime, began: datetime, now: datetime, beginning: str) -> str:
    """Why nothing can have been read at `at`, as words for whoever reported it; empty where it can.

    `beginning` says what happened at `began`: "the posting began".
    """
    if at > now:
        return f"{at:%d %B %Y, %H:%M} UTC is yet to come; give the time at which the figure was read"
    if at < began:
        return f"{beginning} on {began:%d %B %Y at %H:%M} UTC, after this; give a later time"
    return ""

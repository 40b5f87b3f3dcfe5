"""How long to wait before trying again."""

from __future__ import annotations

FIRST = 1.0
LONGEST = 3600.0
MAX_ATTEMPTS = 14
"""Sends of one operation before a person is asked; with the back-off some hours."""


def pause(attempt: int, chance: float, wished: float | None = None) -> float:
    """Seconds before attempt number `attempt` + 1: capped exponential with full jitter.

    `chance` in [0, 1). `wished` is the board's own Retry-After in seconds: never come sooner than that.
    """
    span = min(LONGEST, FIRST * 2.0 ** min(attempt, 12))
    jittered = span * chance
    return max(jittered, 0.5) if wished is None else wished + jittered * 0.1

"""How an account does, in words: what holds, and what happens next."""

from __future__ import annotations

from datetime import datetime, tzinfo

from orchestrator.domain.health import LOGIN, Health, Lane, health

from .times import time_words


def health_words(lane: Lane, now: datetime, zone: tzinfo) -> tuple[Health, str, str]:
    """Level, word, and the sentence below it."""
    level = health(lane, now)
    match level:
        case Health.PAUSED:
            return level, f"Paused by {lane.paused_by}", lane.pause_reason
        case Health.DOWN if lane.paused_at is not None:
            return level, "Login refused", lane.pause_reason.removeprefix(LOGIN).strip()
        case Health.DOWN:
            return level, "Not answering", f"we try again {time_words(lane.blocked_until, now, zone)}"
        case Health.ATTENTION if lane.blocked_until > now:
            return level, "Waits", f"{lane.blocked_reason}; again {time_words(lane.blocked_until, now, zone)}"
        case Health.ATTENTION:
            return level, "Slow", "the last call got no answer in time"
        case Health.PRACTICE:
            return level, "Practice", "sends to the simulator only"
    return level, "Working", ""


def breaker_words(lane: Lane, now: datetime, zone: tzinfo) -> str:
    """Closed sends, open waits, half open tries one."""
    if lane.paused_at is not None:
        return f"Paused by {lane.paused_by}"
    if lane.blocked_until > now:
        return f"Open: next try {time_words(lane.blocked_until, now, zone)}"
    return "Half open: tries one" if lane.timeouts else "Closed: sending"

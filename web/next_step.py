"""What happens to a posting without anybody, and when."""

from __future__ import annotations

from datetime import datetime, tzinfo

from orchestrator.boards.contract import Adapter
from orchestrator.domain.offer import Mode
from orchestrator.domain.posting import Cause, Presence, Wish
from orchestrator.queries.posting import PostingDetail

from .times import time_words


def next_step(detail: PostingDetail, adapter: Adapter, now: datetime, zone: tzinfo) -> str:
    """One sentence; a time that has come is now."""
    line, known = detail.line, detail.known
    if line.cause is Cause.LOOK and line.act_at is not None:
        return f"We look at the board {_at(line.act_at, now, zone)}"
    if line.cause is not None or line.act_at is None:
        ends = f"; it ends {time_words(line.ends_at, now, zone)}" if line.ends_at and line.cause is None else ""
        return f"Nothing until you decide{ends}" if line.cause else f"Nothing{ends}"
    at = _at(line.act_at, now, zone)
    if known.unsettled or known.handle:
        return f"We ask the board what came of it, {at}"
    if line.wish is Wish.CLOSED:
        return f"Taken down, or looked at again until it is gone, {at}"
    if known.presence is Presence.ABSENT:
        return f"Goes out {at}" if not line.attempts else f"Tried again {at}"
    if line.ends_at is not None and line.act_at >= line.ends_at:
        return f"Ends and is taken down {at}"
    if known.content not in (known.shown, None) and known.shown is not None:
        return f"The new text is sent {at}"
    if adapter.mode is Mode.FEED and known.presence is not Presence.LIVE:
        return f"Live once the board has fetched its feed; looked at again {at}"
    return f"Looked at again {at}"


def _at(at: datetime, now: datetime, zone: tzinfo) -> str:
    return time_words(at, now, zone) if at > now else "now"

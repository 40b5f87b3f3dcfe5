"""The guard of boards that hide what is renewed or posted again too soon."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.posting import Cause
from orchestrator.domain.renewal import renewable_from, too_soon


def renewal_stop(callboard: Callboard, row: Row[Any], at: datetime) -> Reason | None:
    """Why a posting must not go out anew at that moment; None where it may. What the board lost itself may."""
    adapter = callboard.registry[row.board]
    after = adapter.limits.renew_after
    first = renewable_from(row.published_at, after, at)
    if first is None or after is None or row.cause == Cause.LOST:
        return None
    day = first.astimezone(ZoneInfo(row.zone))
    return Reason("starts", f"{row.board_reference}: {too_soon(adapter.label, after, f'{day.day} {day:%B %Y}')}")

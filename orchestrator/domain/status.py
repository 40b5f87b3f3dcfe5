"""The six states a recruiter meets on screen."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Coarse on purpose: one word and one sentence of reason; the exact state is for ops."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    NEEDS_YOU = "needs_you"
    LIVE = "live"
    CLOSED = "closed"

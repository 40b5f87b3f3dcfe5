"""A count as it was reported, and what can be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Metric(StrEnum):
    """The funnel, in order; the last two are how an application ends without a hire."""

    IMPRESSION = "impression"
    CLICK = "click"
    APPLY_START = "apply_start"
    APPLICATION = "application"
    QUALIFIED_APPLICATION = "qualified_application"
    INTERVIEW = "interview"
    HIRE = "hire"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Origin(StrEnum):
    """Who reported a reading. Board-reported and self-measured counts are never summed."""

    BOARD = "board"
    WEBHOOK = "webhook"
    APPLY_LINK = "apply_link"
    IMPORT = "import"
    BY_HAND = "by_hand"


REPORTED = (Origin.BOARD, Origin.WEBHOOK, Origin.IMPORT, Origin.BY_HAND)
"""Who else reports, the one we go by first: of one posting's counts of a metric only one is taken, never their sum."""

COUNTERS = (*REPORTED, Origin.APPLY_LINK)
"""Whose count speaks for a posting in statistics, the first that says anything; never two of them together."""


class Mark(StrEnum):
    """What is doubtful about a count that was taken all the same."""

    FELL = "fell"
    JUMPED = "jumped"
    MORE_THAN_CLICKS = "more_than_clicks"


JUMP = 1000
"""A total so many times the one before it, or the first beyond it, is hardly a count."""


def mark_of(metric: Metric, value: int, before: int | None, clicks: int | None) -> Mark | None:
    """What is doubtful about a total: `before` is the last one of its series, `clicks` all that anybody counted."""
    if before is not None and value < before:
        return Mark.FELL
    if value > max(before or 1, 1) * JUMP:
        return Mark.JUMPED
    if metric is Metric.APPLICATION and clicks is not None and value > clicks:
        return Mark.MORE_THAN_CLICKS
    return None


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` counted over [span_from, span_to), or in total since publication when `span_from` is None."""

    posting: int
    metric: Metric
    value: int
    origin: Origin
    taken_at: datetime
    span_from: datetime | None = None
    span_to: datetime | None = None


class CountState(StrEnum):
    """Three different things, everywhere."""

    KNOWN = "known"
    STALE = "stale"
    UNKNOWN = "unknown"

"""A count as it was reported, and what can be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Metric(StrEnum):
    """The funnel, in order."""

    IMPRESSION = "impression"
    CLICK = "click"
    APPLY_START = "apply_start"
    APPLICATION = "application"
    QUALIFIED_APPLICATION = "qualified_application"
    HIRE = "hire"


class Origin(StrEnum):
    """Who reported a reading. Board-reported and self-measured counts are never summed."""

    BOARD = "board"
    WEBHOOK = "webhook"
    APPLY_LINK = "apply_link"
    IMPORT = "import"
    BY_HAND = "by_hand"


REPORTED = (Origin.BOARD, Origin.WEBHOOK, Origin.IMPORT, Origin.BY_HAND)
"""Who else reports, the one we go by first: of one posting's counts of a metric only one is taken, never their sum."""


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

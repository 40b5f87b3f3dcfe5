"""What takes an entry out of a feed, and when so much is going that the feed holds it back."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

BRAKE_WINDOW = timedelta(hours=1)
"""What vanishes within it counts as going at once. Most boards fetch a feed every hour or less often: one fetch."""
BRAKE_FEWEST = 20
"""A smaller feed is never braked: half of it ends by itself on an ordinary day, and is put back by hand in minutes."""
BRAKE_SHARE = 0.5
"""More than this share at once is rather a wrong date, clock or import than so many ends that were meant."""


class Removal(StrEnum):
    """Why an entry is not wanted in its feed any more. ASKED: a person wanted exactly this. LAPSED: nobody said so.

    HELD: lapsed too, but part of so much at once that it stays in the document until somebody decides.
    """

    ASKED = "asked"
    LAPSED = "lapsed"
    HELD = "held"


def brakes(listed: int, lapsed: int, lapsing: int) -> bool:
    """Would too much vanish at once? `listed` entries stand in the feed, `lapsing` of them would lapse now, and
    `lapsed` have done so within `BRAKE_WINDOW`.
    """
    before = listed + lapsed
    return before >= BRAKE_FEWEST and lapsed + lapsing > before * BRAKE_SHARE

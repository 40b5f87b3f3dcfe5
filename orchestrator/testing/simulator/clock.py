"""The simulator's clock: real time plus a shift, so that an advert's run can be seen to end."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(slots=True)
class Clock:
    """Time as the boards see it. `shift` is in seconds and only ever grows."""

    shift: float = 0.0

    def now(self) -> float:
        """Seconds since the epoch, shifted."""
        return time.time() + self.shift

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("seconds: the boards' clock cannot go back; give a number above 0")
        self.shift += seconds


def iso(at: float) -> str:
    """An instant as ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

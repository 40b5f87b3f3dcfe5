"""One moment by which a call must be over, from name look-up to last byte."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Self

_BOOTTIME: int | None = getattr(time, "CLOCK_BOOTTIME", None)


def boottime() -> float:
    """Seconds on a clock that goes on while the machine sleeps; CLOCK_MONOTONIC where there is none."""
    return time.monotonic() if _BOOTTIME is None else time.clock_gettime(_BOOTTIME)


class DeadlineExceeded(TimeoutError):
    """Nothing is left of the time a call was given."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Ends on two clocks, because CLOCK_MONOTONIC stands still while a laptop or virtual machine sleeps."""

    monotonic: float
    boot: float

    @classmethod
    def after(cls, seconds: float) -> Self:
        """The deadline `seconds` from now."""
        return cls(time.monotonic() + seconds, boottime() + seconds)

    def remaining(self) -> float:
        """Seconds left by the clock that is further on; negative once it is over."""
        return min(self.monotonic - time.monotonic(), self.boot - boottime())

    def check(self) -> float:
        """Seconds left, always more than 0, or DeadlineExceeded."""
        left = self.remaining()
        if left <= 0:
            raise DeadlineExceeded("the time for this call is over")
        return left

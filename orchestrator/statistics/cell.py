"""The smallest thing two postings are compared in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """One board and day on which both postings were live, what each brought, and what each was exposed to.

    Exposures are positive and known before the day: 1 and 1 where both have the same age, else what the board's
    decay curve expects at each age, or clicks. Only their ratio counts.
    """

    board: str
    day: date
    a: int
    b: int
    exposure_a: float = 1.0
    exposure_b: float = 1.0

    def __post_init__(self) -> None:
        for name, count in (("a", self.a), ("b", self.b)):
            if count < 0:
                raise ValueError(f"{name}: {count} is below zero; a count starts at 0")
        for name, exposure in (("exposure_a", self.exposure_a), ("exposure_b", self.exposure_b)):
            if not (math.isfinite(exposure) and exposure > 0):
                raise ValueError(f"{name}: {exposure:g} is no exposure; it must be above 0")

    @property
    def n(self) -> int:
        """Applications of both together."""
        return self.a + self.b

    @property
    def offset(self) -> float:
        """ln of exposure A to exposure B."""
        return math.log(self.exposure_a) - math.log(self.exposure_b)

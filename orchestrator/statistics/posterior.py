"""What is known of one posting's rate once its own count and all others' are taken together."""

from __future__ import annotations

from dataclasses import dataclass

from . import gamma

TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Posterior:
    """Gamma(shape, rate) for the true rate per unit of exposure."""

    shape: float
    rate: float

    @property
    def mean(self) -> float:
        return self.shape / self.rate

    @property
    def low(self) -> float:
        return gamma.quantile(TAIL, self.shape, self.rate)

    @property
    def high(self) -> float:
        return gamma.quantile(1 - TAIL, self.shape, self.rate)

    def above(self, level: float) -> float:
        """The probability that the true rate is above `level`."""
        return gamma.above(level, self.shape, self.rate)

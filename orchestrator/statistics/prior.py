"""How much postings differ among themselves: the gamma law their true rates are drawn from (empirical Bayes)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .gamma import digamma
from .posterior import Posterior
from .root import root

FEWEST = 8
"""Postings with exposure without which the law is taken from `ASSUMED`, not learnt."""
NO_DIFFERENCE = 1e4
"""The largest shape: postings that differ no more than chance makes them."""
_MOST_DIFFERENT = 1e-2
_STEPS = 8


@dataclass(frozen=True, slots=True)
class Counted:
    """One posting: what came, and what would have come from a usual one (or another exposure: clicks, money)."""

    count: int
    exposure: float

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"count: {self.count} is below zero; a count starts at 0")
        if not (math.isfinite(self.exposure) and self.exposure >= 0):
            raise ValueError(f"exposure: {self.exposure:g} is no exposure; it must be 0 or more")
        if self.count and not self.exposure:
            raise ValueError(f"exposure: 0 with a count of {self.count}; nothing can come without exposure")


@dataclass(frozen=True, slots=True)
class Prior:
    """Gamma(shape, rate). `learnt` False: too few postings, so the usual spread of a factor of 3 is assumed, and
    exposures must be expected counts."""

    shape: float
    rate: float
    learnt: bool = True

    @property
    def mean(self) -> float:
        return self.shape / self.rate

    def given(self, counted: Counted) -> Posterior:
        """The posting's own rate: its count drawn towards the others, the more so the less it has."""
        return Posterior(self.shape + counted.count, self.rate + counted.exposure)


ASSUMED = Prior(2.0, 2.0, learnt=False)


def learn(postings: Iterable[Counted]) -> Prior:
    """The shape and rate under which the counts (negative binomial given exposures) are most likely."""
    groups = Counter((each.count, each.exposure) for each in postings if each.exposure > 0)
    if sum(groups.values()) < FEWEST or not any(count for count, _ in groups):
        return ASSUMED
    likelihood = _Likelihood(groups)
    low, high = math.log(_MOST_DIFFERENT), math.log(NO_DIFFERENCE)
    steps = [low + (high - low) * index / _STEPS for index in range(_STEPS + 1)]
    best = max(steps, key=likelihood.profile)
    upwards = likelihood.slope(best) > 0
    edge = high if upwards else low
    if best == edge or (likelihood.slope(edge) > 0) == upwards:
        return likelihood.prior(edge)
    return likelihood.prior(root(likelihood.slope, best, 0.1 if upwards else -0.1))


class _Likelihood:
    """Of ln shape, with the rate that goes best with it; postings alike in count and exposure are taken together."""

    __slots__ = ("_by_count", "_groups", "_ratio")

    def __init__(self, groups: Counter[tuple[int, float]]) -> None:
        self._groups = tuple((count, exposure, times) for (count, exposure), times in groups.items())
        self._by_count = Counter[int]()
        for count, _, times in self._groups:
            self._by_count[count] += times
        exposures = math.fsum(exposure * times for _, exposure, times in self._groups)
        self._ratio = exposures / sum(count * times for count, _, times in self._groups)

    def prior(self, log_shape: float) -> Prior:
        shape = min(math.exp(log_shape), NO_DIFFERENCE)
        return Prior(shape, self._rate(shape))

    def profile(self, log_shape: float) -> float:
        """The log-likelihood, without what does not depend on the law."""
        shape = math.exp(log_shape)
        rate = self._rate(shape)
        start = math.lgamma(shape) - shape * math.log(rate)
        counts = sum((math.lgamma(shape + count) - start) * times for count, times in self._by_count.items())
        return counts - sum(
            (shape + count) * math.log(rate + exposure) * times for count, exposure, times in self._groups
        )

    def slope(self, log_shape: float) -> float:
        """Its derivative by the shape."""
        shape = math.exp(log_shape)
        rate, start = self._rate(shape), digamma(shape)
        counts = sum((digamma(shape + count) - start) * times for count, times in self._by_count.items())
        return counts - sum(math.log1p(exposure / rate) * times for _, exposure, times in self._groups)

    def _rate(self, shape: float) -> float:
        def slope(log_rate: float) -> float:
            rate = math.exp(log_rate)
            return sum(
                (shape - (shape + count) * rate / (rate + exposure)) * times for count, exposure, times in self._groups
            )

        start = math.log(shape * self._ratio)
        return math.exp(root(slope, start, 0.1 if slope(start) > 0 else -0.1))

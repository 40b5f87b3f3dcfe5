"""Level 2: this wording is better. Needs pairs of slots of which a recorded coin gave one to each wording."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .level import ALPHA, LOG_ENOUGH, bounded_exp
from .not_comparable import NotComparable, Reason
from .quadrature import legendre, log_sum
from .root import root

_EXACT = 126
_STEP, _GROWTH, _FARTHEST = 0.02, 1.4, 7.0
"""Distances of log ratios that are tried before the ends are found exactly; beyond e^7 nothing is told apart."""
_LARGE = 2_500.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two exchangeable slots whose windows are both closed: what the one with wording A brought, and the other.

    Exposures are the slots' own sizes, known beforehand; only their ratio counts.
    """

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


@dataclass(frozen=True, slots=True)
class Replicated:
    """What the pairs say of the wordings, after all looks so far.

    `ratio`: the one at which wins and losses balance, None without an end; `low` to `high` holds with 95 %
    confidence at all looks together, None is "no limit". `log_e`: ln of the e-value at this look; `p_value`: the
    smallest of all looks. `contradicted`: no ratio is left, the counts are not Poisson around each slot's own mean.
    """

    pairs: int
    ratio: float | None
    low: float | None
    high: float | None
    log_e: float
    p_value: float
    contradicted: bool = False

    @property
    def e_value(self) -> float:
        return bounded_exp(self.log_e)

    @property
    def decided(self) -> bool:
        return not self.contradicted and self.p_value <= ALPHA


def advantage(pair: Pair, ratio: float = 1.0) -> float:
    """From -1 (all came to B) to 1 (all to A); its mean over the coin is 0 if A brings `ratio` times as many as B.

    For a ratio other than 1 the better side is thinned to the other's level, as an expectation over the thinning.
    """
    if ratio >= 1:
        return _thinned(pair.a, 1 / ratio, pair.exposure_a, pair.b / pair.exposure_b)
    return -_thinned(pair.b, ratio, pair.exposure_b, pair.a / pair.exposure_a)


def log_wealth(advantages: Sequence[float]) -> list[float]:
    """ln K after each pair: the mean over stakes from -1 to 1 of what betting that share each time would have made."""
    return list(growing(advantages, len(advantages)))


def growing(advantages: Iterable[float], pairs: int) -> Iterator[float]:
    """The same, one at a time; the rule is exact for up to 126 pairs, and as fine beyond as `pairs` of them ask for."""
    rule = legendre(min(256, max(32, pairs // 2 + 1 if pairs <= _EXACT else 64 + pairs // 40)))
    grown = [math.log(weight / 2) for _, weight in rule]
    for each in advantages:
        grown = [log + math.log1p(node * each) for log, (node, _) in zip(grown, rule, strict=True)]
        yield log_sum(grown)


def replicated(pairs: Iterable[Pair]) -> Replicated | NotComparable:
    """All pairs in the order in which they were completed, with a look after each."""
    listed = tuple(pairs)
    if not listed:
        return NotComparable(Reason.NO_PAIRS)
    wealth = log_wealth([advantage(pair) for pair in listed])
    balance = _balance(listed)
    low, high, left = _limits(listed, balance)
    return Replicated(
        len(listed),
        None if balance is None else math.exp(balance),
        low,
        high,
        wealth[-1],
        min(1.0, math.exp(-max(wealth))),
        contradicted=not left,
    )


def _limits(pairs: Sequence[Pair], balance: float | None) -> tuple[float | None, float | None, bool]:
    """The ends of the ratios never rejected at any look, None where there is no end, and whether any is left."""

    def room(log_ratio: float) -> float:
        return LOG_ENOUGH - max(log_wealth([advantage(pair, math.exp(log_ratio)) for pair in pairs]))

    tried = _tried(balance or 0.0)
    inside = [index for index, log_ratio in enumerate(tried) if room(log_ratio) > 0]
    if not inside:
        return None, None, False
    ends = []
    for index, towards in ((inside[0], -1), (inside[-1], 1)):
        beyond = index + towards
        unlimited = not 0 <= beyond < len(tried)
        ends.append(None if unlimited else math.exp(root(room, tried[index], tried[beyond] - tried[index])))
    return ends[0], ends[1], True


def _tried(centre: float) -> list[float]:
    """Log ratios on both sides of the one that balances the pairs, denser near it."""
    distances, step = [0.0], _STEP
    while distances[-1] < _FARTHEST + abs(centre):
        distances.append(distances[-1] + step)
        step *= _GROWTH
    return sorted({centre + sign * distance for distance in distances for sign in (-1, 1)})


def _balance(pairs: Sequence[Pair]) -> float | None:
    """The log ratio at which wins and losses cancel; None where they never do."""

    def surplus(log_ratio: float) -> float:
        return math.fsum(advantage(pair, math.exp(log_ratio)) for pair in pairs)

    ahead = surplus(0.0)
    if ahead == 0:
        return 0.0
    if (surplus(math.copysign(_FARTHEST, ahead)) > 0) == (ahead > 0):
        return None
    return root(surplus, 0.0, math.copysign(_STEP, ahead))


def _thinned(count: int, share: float, exposure: float, other: float) -> float:
    """E[(x - other) / (x + other)] for x = k / exposure, k ~ Binomial(count, share); 0 where both are nothing."""

    def gain(k: int) -> float:
        mine = k / exposure
        return (mine - other) / (mine + other) if k or other else 0.0

    if share >= 1:
        return gain(count)
    if count * share * (1 - share) > _LARGE:
        return _expanded(count, share, exposure, other)
    mode = min(count, int((count + 1) * share))
    odds = share / (1 - share)
    log_top = (
        math.lgamma(count + 1) - math.lgamma(mode + 1) - math.lgamma(count - mode + 1)
        + mode * math.log(share) + (count - mode) * math.log1p(-share)
    )  # fmt: skip
    top = math.exp(log_top)
    terms, chance = [top * gain(mode)], top
    for k in range(mode, count):
        chance *= (count - k) / (k + 1) * odds
        if chance < 1e-18:
            break
        terms.append(chance * gain(k + 1))
    chance = top
    for k in range(mode, 0, -1):
        chance *= k / ((count - k + 1) * odds)
        if chance < 1e-18:
            break
        terms.append(chance * gain(k - 1))
    return math.fsum(terms)


def _expanded(count: int, share: float, exposure: float, other: float) -> float:
    """The same for large counts, by the moments of the binomial to the fourth: right to nine digits."""
    mean, variance = count * share / exposure, count * share * (1 - share) / exposure**2
    third = variance * (1 - 2 * share) / exposure
    fourth = 3 * variance**2
    total = mean + other
    lost = 1 / total + variance / total**3 - third / total**4 + fourth / total**5
    return 1 - 2 * other * lost

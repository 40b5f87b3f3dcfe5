"""Exact intervals against R's documented output and printed tables; shares against their definitions."""

from __future__ import annotations

import math

import pytest

from orchestrator.statistics import beta
from orchestrator.statistics.cost import Cost, cost_per_application, count_limits, rate_ratio_limits
from orchestrator.statistics.level import LOG_ENOUGH
from orchestrator.statistics.share import bounds, shares


def test_limits_of_a_count() -> None:
    """The first are what R prints for poisson.test(137, 24.19893), an example of its manual."""
    low, high = count_limits(137)
    assert (low / 24.19893, high / 24.19893) == pytest.approx((4.753125, 6.692709), abs=1e-6)
    assert count_limits(0) == pytest.approx((0, -math.log(0.025)))
    assert count_limits(10) == pytest.approx((4.795389, 18.390356), abs=1e-6)
    low, high = count_limits(1_000_000)
    assert high - low == pytest.approx(2 * 1.959964 * 1000, rel=1e-3)


@pytest.mark.parametrize("count", [1, 2, 7, 40, 300])
def test_each_limit_of_a_count_leaves_a_fortieth_beyond(count: int) -> None:
    low, high = count_limits(count)

    def at_most(seen: int, mean: float) -> float:
        return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(seen + 1))

    assert 1 - at_most(count - 1, low) == pytest.approx(0.025, abs=1e-9)
    assert at_most(count, high) == pytest.approx(0.025, abs=1e-9)


def test_limits_of_a_ratio() -> None:
    """The first are what R prints for poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)), another."""
    assert rate_ratio_limits(11, 21, 800, 3011) == pytest.approx((0.8584264, 4.2772659), abs=1e-6)
    assert rate_ratio_limits(0, 5)[0] == 0
    assert rate_ratio_limits(5, 0)[1] is None
    low, high = rate_ratio_limits(30, 15)
    other_low, other_high = rate_ratio_limits(15, 30)
    assert high is not None
    assert other_high is not None
    assert (low * other_high, high * other_low) == pytest.approx((1, 1))


def test_cost() -> None:
    found = cost_per_application(500, 10)
    assert (found.cost, found.low, found.high) == pytest.approx((50, 500 / 18.390356, 500 / 4.795389), rel=1e-6)
    nothing = cost_per_application(300, 0)
    assert (nothing.cost, nothing.high) == (None, None)
    assert nothing.low == pytest.approx(300 / 3.688879, rel=1e-6)
    assert cost_per_application(0, 4) == Cost(0, 0, 0)
    for spend, applications, field in ((-1, 2, "spend"), (math.inf, 2, "spend"), (5, -2, "applications")):
        with pytest.raises(ValueError, match=field):
            cost_per_application(spend, applications)


def test_shares() -> None:
    counts = (10, 5, 0, 35)
    found = shares(counts)
    assert [each.share for each in found] == [0.2, 0.1, 0, 0.7]
    first = found[0]
    assert beta.below(first.low, 10.5, 41.5) == pytest.approx(0.025, abs=1e-9)
    assert beta.below(first.high, 10.5, 41.5) == pytest.approx(0.975, abs=1e-9)
    for count, each in zip(counts, found, strict=True):
        assert each.ever_low <= each.low < each.high <= each.ever_high
        for end in (each.ever_low, each.ever_high):
            if 0 < end < 1:
                others = [(1 - end) * other / (50 - count) for other in counts]
                assert evidence(counts, count, end, others) == pytest.approx(LOG_ENOUGH, abs=1e-8)


def evidence(counts: tuple[int, ...], count: int, share: float, others: list[float]) -> float:
    """ln of Dirichlet(1, ...) marginal over the multinomial likelihood at these shares."""
    top = math.lgamma(len(counts)) + sum(math.lgamma(1 + each) for each in counts)
    marginal = top - math.lgamma(len(counts) + sum(counts))
    rest = list(zip(counts, others, strict=True))
    rest.remove((count, others[counts.index(count)]))
    return marginal - (count * math.log(share) if count else 0) - sum(x * math.log(p) for x, p in rest if x)


def test_shares_of_two_are_the_binomial_closed_form() -> None:
    one, other = shares((12, 30))
    assert (one.ever_low, one.ever_high) == pytest.approx((1 - other.ever_high, 1 - other.ever_low))
    for end in (one.ever_low, one.ever_high):
        closed = math.lgamma(13) + math.lgamma(31) - math.lgamma(44) - 12 * math.log(end) - 30 * math.log(1 - end)
        assert closed == pytest.approx(LOG_ENOUGH, abs=1e-8)


def test_before_anything_has_come_every_share_is_possible() -> None:
    for each in shares((0, 0, 0)):
        assert (each.share, each.ever_low, each.ever_high) == (None, 0, 1)
    with pytest.raises(ValueError, match="at least two"):
        shares((3,))
    with pytest.raises(ValueError, match="-1 is below zero"):
        shares((3, -1))


def test_unattributed_applications_bound_a_share() -> None:
    assert bounds(12, 40, 10) == (12 / 50, 22 / 50)
    with pytest.raises(ValueError, match="make no share"):
        bounds(5, 4, 0)

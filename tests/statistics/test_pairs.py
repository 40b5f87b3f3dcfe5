"""Level 2 against exact fractions, and what the coin guarantees."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.statistics.level import LOG_ENOUGH
from orchestrator.statistics.not_comparable import NotComparable, Reason
from orchestrator.statistics.pairs import Pair, Replicated, advantage, log_wealth, replicated

pair = st.builds(Pair, st.integers(0, 40), st.integers(0, 40))


def found(*pairs: Pair) -> Replicated:
    result = replicated(pairs)
    assert isinstance(result, Replicated)
    return result


def integral(advantages: list[Fraction]) -> Fraction:
    """Half the integral from -1 to 1 of the product of 1 + x s, power by power."""
    powers = [Fraction(1)]
    for each in advantages:
        powers = [
            (powers[index] if index < len(powers) else Fraction(0)) + (powers[index - 1] * each if index else 0)
            for index in range(len(powers) + 1)
        ]
    return sum((power / (index + 1) for index, power in enumerate(powers) if index % 2 == 0), Fraction(0))


@settings(deadline=None, max_examples=30)
@given(st.lists(pair, min_size=1, max_size=70))
def test_wealth_is_the_exact_integral(pairs: list[Pair]) -> None:
    exact = [Fraction(p.a - p.b, p.a + p.b) if p.a + p.b else Fraction(0) for p in pairs]
    assert [advantage(p) for p in pairs] == pytest.approx([float(each) for each in exact], abs=1e-15)
    # Compared as numbers: an exact zero log would ask for more digits than there are.
    assert math.exp(log_wealth([float(each) for each in exact])[-1]) == pytest.approx(float(integral(exact)), rel=1e-9)


def test_wealth_as_scipy_integrates_it() -> None:
    result = found(Pair(9, 4), Pair(12, 7), Pair(3, 5), Pair(20, 11))
    assert result.e_value == pytest.approx(1.0167820295154764, rel=1e-9)


@pytest.mark.parametrize("count", [1, 7, 8, 100, 1500])
def test_when_all_go_one_way(count: int) -> None:
    """The integral is then 2^n / (n + 1): 16 after seven pairs, 28.4 after eight."""
    logs = log_wealth([1.0] * count)
    assert logs[-1] == pytest.approx(count * math.log(2) - math.log(count + 1), rel=1e-6, abs=1e-9)
    assert (logs[-1] > LOG_ENOUGH) == (count >= 8)


def test_the_coin_alone_makes_the_expected_evidence_one() -> None:
    """Whatever the slots bring: over all ways the coins can fall, the mean of K is 1."""
    slots = [(30, 3), (0, 5), (17, 16), (100, 2), (4, 4)]
    total = 0.0
    for coins in product((False, True), repeat=len(slots)):
        laid = [(b, a) if coin else (a, b) for (a, b), coin in zip(slots, coins, strict=True)]
        total += math.exp(log_wealth([advantage(Pair(a, b)) for a, b in laid])[-1])
    assert total / 2 ** len(slots) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "ratio"), [(17, 9, Fraction(17, 10)), (5, 0, Fraction(3)), (40, 80, Fraction(1, 2))]
)
def test_thinning_is_the_exact_sum(a: int, b: int, ratio: Fraction) -> None:
    better, other, share, sign = (a, b, 1 / ratio, 1) if ratio > 1 else (b, a, ratio, -1)
    exact = sum(
        (
            math.comb(better, k) * share**k * (1 - share) ** (better - k) * Fraction(k - other, k + other)
            for k in range(better + 1)
            if k + other
        ),
        Fraction(0),
    )
    assert advantage(Pair(a, b), float(ratio)) == pytest.approx(sign * float(exact), rel=1e-9)


@pytest.mark.parametrize(("a", "b", "ratio"), [(20_000, 3_000, 2.0), (30_000, 40_000, 5.0), (12_000, 9_000, 1.6)])
def test_large_counts_are_expanded(a: int, b: int, ratio: float) -> None:
    logs = [math.log(1 / ratio), math.log1p(-1 / ratio), math.lgamma(a + 1)]
    total = math.fsum(
        math.exp(logs[2] - math.lgamma(k + 1) - math.lgamma(a - k + 1) + k * logs[0] + (a - k) * logs[1])
        * (k - b)
        / (k + b)
        for k in range(a + 1)
    )
    assert advantage(Pair(a, b), ratio) == pytest.approx(total, abs=2e-9)


def test_thinning_large_counts() -> None:
    # With large counts the thinned side is nearly its mean.
    assert advantage(Pair(1_000_000, 500_000), 2.0) == pytest.approx(0, abs=1e-6)


def test_exposures_divide() -> None:
    assert advantage(Pair(30, 10, 3.0, 1.0)) == 0
    assert advantage(Pair(30, 10, 3.0, 1.0), 1.5) == pytest.approx(-0.2, abs=0.02)


def test_limits_have_evidence_of_twenty_and_none_where_there_is_no_end() -> None:
    pairs = [Pair(20, 11), Pair(14, 9), Pair(30, 12), Pair(9, 9), Pair(17, 8)] * 4
    result = found(*pairs)
    assert result.low is not None
    assert result.high is not None
    assert result.ratio is not None
    assert result.low < result.ratio < result.high
    for end in (result.low, result.high):
        assert max(log_wealth([advantage(p, end) for p in pairs])) == pytest.approx(LOG_ENOUGH, abs=1e-9)
    few = found(Pair(5, 1), Pair(6, 2))
    assert (few.low, few.high) == (None, None)
    walkover = found(*[Pair(5, 0)] * 8)
    assert (walkover.ratio, walkover.high) == (None, None)
    assert walkover.low is not None
    assert walkover.low > 1
    assert walkover.decided


@settings(deadline=None, max_examples=15)
@given(st.lists(pair, min_size=1, max_size=14))
def test_swapping_inverts(pairs: list[Pair]) -> None:
    one, other = found(*pairs), found(*(Pair(p.b, p.a) for p in pairs))
    assert one.log_e == pytest.approx(other.log_e, abs=1e-9)
    assert one.p_value == pytest.approx(other.p_value)
    for low, high in ((one.low, other.high), (other.low, one.high)):
        assert (low is None) == (high is None)
        if low is not None and high is not None:
            assert low * high == pytest.approx(1)


@settings(deadline=None, max_examples=10)
@given(st.lists(pair, min_size=2, max_size=14))
def test_more_pairs_only_narrow_it(pairs: list[Pair]) -> None:
    before, after = found(*pairs[:-1]), found(*pairs)
    assert after.p_value <= before.p_value + 1e-12
    if not after.contradicted:
        assert (after.low or 0) >= (before.low or 0) - 1e-9
        assert (after.high or math.inf) <= (before.high or math.inf) + 1e-9


def test_many_pairs_of_large_counts_still_have_a_narrow_interval() -> None:
    random = Random(5)
    result = found(*(Pair(random.randint(29_000, 31_000), random.randint(19_500, 20_500)) for _ in range(150)))
    assert result.low is not None
    assert result.high is not None
    assert 1.35 < result.low < 1.5 < result.high < 1.65


def test_no_pair_is_no_comparison() -> None:
    assert replicated([]) == NotComparable(Reason.NO_PAIRS)
    assert found(Pair(0, 0)).p_value == pytest.approx(1)

"""Gamma, beta, quadrature and root finding against exact sums, printed tables and scipy."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.statistics import beta, gamma
from orchestrator.statistics.quadrature import legendre, log_integral, log_sum
from orchestrator.statistics.root import root

QUICK = settings(deadline=None, max_examples=60)


@QUICK
@given(st.integers(1, 80), st.floats(0.01, 200))
def test_gamma_of_a_whole_shape_is_a_sum_of_poisson_chances(shape: int, x: float) -> None:
    fewer = math.fsum(math.exp(k * math.log(x) - x - math.lgamma(k + 1)) for k in range(shape))
    assert gamma.above(x, shape) == pytest.approx(fewer, rel=1e-9, abs=1e-300)
    assert gamma.below(x, shape) == pytest.approx(1 - fewer, abs=1e-12)
    assert gamma.below(x / 3, shape, 3) == pytest.approx(1 - fewer, abs=1e-12)


@pytest.mark.parametrize(
    ("shape", "low", "high"),
    # scipy.stats.gamma.ppf at 0.025 and 0.975.
    [
        (0.3, 3.1856790317391693e-06, 1.9002636428388258),
        (2.5, 0.41560580674333125, 6.4162509970150134),
        (50, 37.110963737461866, 64.7805985929183),
        (4000, 3876.99084827249, 4124.903423555152),
    ],
)
def test_gamma_quantiles(shape: float, low: float, high: float) -> None:
    assert gamma.quantile(0.025, shape) == pytest.approx(low, rel=1e-9)
    assert gamma.quantile(0.975, shape) == pytest.approx(high, rel=1e-9)
    assert gamma.quantile(0.975, shape, 7) == pytest.approx(high / 7, rel=1e-9)


@QUICK
@given(st.floats(0.05, 5000), st.floats(0.001, 0.999))
def test_gamma_quantiles_go_back(shape: float, share: float) -> None:
    assert gamma.below(gamma.quantile(share, shape), shape) == pytest.approx(share, abs=1e-9)


def test_a_shape_too_small_to_write_its_quantile_down_gives_zero() -> None:
    assert gamma.quantile(0.025, 1e-4) == 0
    assert gamma.below(0, 2) == 0
    assert gamma.above(-1, 2) == 1


@pytest.mark.parametrize(
    ("x", "value"),
    # scipy.special.digamma.
    [(0.01, -100.56088545786868), (1, -0.5772156649015329), (7.3, 1.917820335637986), (1e4, 9.21029037114285)],
)
def test_digamma(x: float, value: float) -> None:
    assert gamma.digamma(x) == pytest.approx(value, rel=1e-12)


@QUICK
@given(st.integers(1, 60), st.integers(1, 60), st.floats(0.001, 0.999))
def test_beta_of_whole_numbers_is_a_sum_of_binomial_chances(a: int, b: int, x: float) -> None:
    n = a + b - 1
    at_least = math.fsum(math.comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert beta.below(x, a, b) == pytest.approx(at_least, abs=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    # scipy.stats.beta.ppf at 0.025 and 0.975.
    [
        (0.5, 2, 0.0002778292347840913, 0.7533583746206303),
        (3, 33, 0.018037639814217493, 0.19157140634523914),
        (800, 50, 0.9244124865805656, 0.9559762760473162),
    ],
)
def test_beta_quantiles(a: float, b: float, low: float, high: float) -> None:
    assert (beta.quantile(0.025, a, b), beta.quantile(0.975, a, b)) == pytest.approx((low, high), rel=1e-8)
    assert beta.below(0, a, b) == 0
    assert beta.below(1, a, b) == 1


@pytest.mark.parametrize("order", [1, 2, 5, 20, 64, 256])
def test_legendre_is_exact_for_polynomials(order: int) -> None:
    for degree in {0, 1, order, 2 * order - 2, 2 * order - 1}:
        total = math.fsum(weight * node**degree for node, weight in legendre(order))
        assert total == pytest.approx(0 if degree % 2 else 2 / (degree + 1), abs=1e-13)


@pytest.mark.parametrize("guess", [0.05, 1.0, 30.0])
def test_log_integral_of_known_shapes(guess: float) -> None:
    normal = log_integral(lambda x: -((x - 3) ** 2) / 2, 3.0, guess)
    assert normal == pytest.approx(math.log(2 * math.pi) / 2, abs=1e-10)
    # Gamma(a) as an integral over the log: lopsided, and a thousand powers of e high.
    lopsided = log_integral(lambda x: 200 * x - math.exp(x), math.log(200), guess / 14)
    assert lopsided == pytest.approx(math.lgamma(200), abs=1e-9)


def test_log_sum_keeps_what_would_overflow() -> None:
    assert log_sum([1000.0, 1000.0]) == pytest.approx(1000 + math.log(2))
    assert log_sum([-math.inf, -math.inf]) == -math.inf


def test_root_finds_a_zero_far_away_and_says_when_there_is_none() -> None:
    assert root(lambda x: x**3 - 2, 0.0, 0.01) == pytest.approx(2 ** (1 / 3), abs=1e-12)
    assert root(lambda x: 1e6 - x, 0.0, 1.0) == pytest.approx(1e6, rel=1e-12)
    assert root(lambda x: x, 0.0, 1.0) == 0
    with pytest.raises(ValueError, match="does not cross zero"):
        root(lambda x: 1 + math.exp(x), 0.0, -1.0)

"""Level 1 against other ways to the same figures, and what must never change it."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.statistics.cell import Cell
from orchestrator.statistics.level import LOG_ENOUGH
from orchestrator.statistics.mixture import TAU, log_mixture, peak
from orchestrator.statistics.not_comparable import NotComparable, Reason
from orchestrator.statistics.poisson import PoissonLikelihood
from orchestrator.statistics.quadrature import log_integral
from orchestrator.statistics.ratio import Ratio, looks, ratio

DAY = date(2026, 3, 2)
QUICK = settings(deadline=None, max_examples=40)


def cell(a: int, b: int, exposure_a: float = 1.0, exposure_b: float = 1.0, passed: int = 0) -> Cell:
    return Cell("web", DAY + timedelta(passed), a, b, exposure_a, exposure_b)


def found(*cells: Cell) -> Ratio:
    result = ratio(cells)
    assert isinstance(result, Ratio)
    return result


counts = st.integers(0, 60)
exposures = st.floats(0.05, 20)
tables = st.lists(st.builds(cell, counts, counts, exposures, exposures, st.integers(0, 6)), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("cells", "e_value", "low", "high"),
    [
        # Made with mpmath at 40 digits: its quadrature of the mixture, its root finder for the ends.
        ([cell(30, 15)], 3.3688347229242, 0.81400869216485, 5.4212532918033),
        ([cell(12, 30, 100, 900)], 19.655000864963, 0.99777285804719, 10.683094298696),
        ([cell(0, 50)], 518332643.02528, 0.0, 0.42153783895668),
        ([cell(9, 2), cell(14, 9, 2, 1, 1)], 0.72251065301385, None, None),
    ],
)
def test_values(cells: list[Cell], e_value: float, low: float | None, high: float | None) -> None:
    result = found(*cells)
    assert result.e_value == pytest.approx(e_value, rel=1e-9)
    assert result.p_value == pytest.approx(min(1, 1 / e_value), rel=1e-9)
    if low is not None:
        assert (result.low, result.high) == pytest.approx((low, high), rel=1e-9)


@QUICK
@given(tables)
def test_the_mixture_is_that_of_simpson_s_rule(cells: list[Cell]) -> None:
    likelihood = PoissonLikelihood(cells)
    at = [-16 + 32 * index / 3000 for index in range(3001)]
    logs = [likelihood.value(theta) - theta**2 / (2 * TAU**2) for theta in at]
    top = max(logs)
    weights = [1 if index in {0, 3000} else 4 if index % 2 else 2 for index in range(3001)]
    total = math.fsum(weight * math.exp(log - top) for weight, log in zip(weights, logs, strict=True)) * 32 / 3000 / 3
    assert log_mixture(likelihood) == pytest.approx(top + math.log(total / (TAU * math.sqrt(2 * math.pi))), abs=1e-9)


@pytest.mark.parametrize(("a", "b", "k"), [(30, 15, 8.5), (3, 40, 1.0), (0, 7, 2.0), (400, 380, 8.5)])
def test_with_a_beta_prior_it_is_the_closed_form_of_lindon_and_malek(a: int, b: int, k: float) -> None:
    likelihood = PoissonLikelihood([cell(a, b)])
    log_beta = math.lgamma(k) * 2 - math.lgamma(2 * k)
    prior = PoissonLikelihood([cell(1, 1)])  # Beta(k, k) of p is k times its log over the log odds
    mixture = log_integral(
        lambda theta: likelihood.value(theta) + k * prior.value(theta), math.log((a + k) / (b + k)), 0.3
    )
    closed = math.lgamma(k + a) + math.lgamma(k + b) - math.lgamma(2 * k + a + b)
    assert mixture == pytest.approx(closed, abs=1e-9)
    # Beta(8.5, 8.5) has the variance of our normal on the log scale, so both say nearly the same.
    if k == 8.5:
        ours = found(cell(a, b)).log_e
        assert ours == pytest.approx(closed - log_beta - likelihood.value(0), abs=0.05)


@pytest.mark.parametrize(("n", "exposure_a"), [(1, 1.0), (12, 1.0), (40, 3.0), (25, 0.1)])
def test_without_a_difference_the_expected_evidence_is_one(n: int, exposure_a: float) -> None:
    share = exposure_a / (exposure_a + 1)
    expected = math.fsum(
        math.comb(n, a) * share**a * (1 - share) ** (n - a) * found(cell(a, n - a, exposure_a)).e_value
        for a in range(n + 1)
    )
    assert expected == pytest.approx(1, abs=1e-9)


def test_one_sided_cases() -> None:
    only_a, only_b, nothing = found(cell(5, 0)), found(cell(0, 5)), found(cell(0, 0))
    assert (only_a.ratio, only_a.high) == (None, None)
    assert only_a.low > 0
    assert (only_b.ratio, only_b.low) == (0, 0)
    assert only_b.high is not None
    assert only_b.high * only_a.low == pytest.approx(1)
    assert (nothing.ratio, nothing.low, nothing.high) == (None, 0, None)
    assert nothing.e_value == pytest.approx(1)


def test_no_shared_day_is_no_comparison() -> None:
    assert ratio([]) == looks([]) == NotComparable(Reason.NO_SHARED_DAYS)


def test_huge_counts_neither_overflow_nor_lose_the_interval() -> None:
    result = found(cell(2_000_000, 1_000_000))
    assert result.ratio == pytest.approx(2)
    assert result.high is not None
    assert 1.98 < result.low < 2 < result.high < 2.02
    assert math.isfinite(result.e_value)
    assert result.p_value == 0


def test_a_reversal_contradicts_the_model() -> None:
    steps = looks([cell(60, 0), cell(0, 200, passed=1), cell(1, 1, passed=2)])
    assert not isinstance(steps, NotComparable)
    assert [step.ratio.contradicted for step in steps] == [False, True, True]
    assert steps[0].ratio.decided
    assert not steps[-1].ratio.decided


def test_a_count_below_zero_and_an_exposure_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="a: -1 is below zero"):
        cell(-1, 2)
    for wrong in (0.0, -1.0, math.inf, math.nan):
        with pytest.raises(ValueError, match=r"exposure_b: .* must be above 0"):
            cell(1, 2, 1.0, wrong)


@QUICK
@given(tables)
def test_swapping_inverts(cells: list[Cell]) -> None:
    one = found(*cells)
    other = found(*(Cell(c.board, c.day, c.b, c.a, c.exposure_b, c.exposure_a) for c in cells))
    assert one.log_e == pytest.approx(other.log_e, abs=1e-8)
    assert (1 / one.low if one.low else None) == pytest.approx(other.high)
    assert (1 / other.low if other.low else None) == pytest.approx(one.high)
    if one.ratio and other.ratio:
        assert one.ratio * other.ratio == pytest.approx(1)


@QUICK
@given(tables, st.floats(0.01, 100))
def test_scaling_both_exposures_changes_nothing(cells: list[Cell], by: float) -> None:
    scaled = [Cell(c.board, c.day, c.a, c.b, c.exposure_a * by, c.exposure_b * by) for c in cells]
    same(found(*cells), found(*scaled))


@QUICK
@given(tables, st.data())
def test_splitting_a_cell_changes_nothing(cells: list[Cell], data: st.DataObject) -> None:
    first, *others = cells
    a, b = data.draw(st.integers(0, first.a)), data.draw(st.integers(0, first.b))
    parts = [
        Cell("one", first.day, a, b, first.exposure_a, first.exposure_b),
        Cell("two", first.day, first.a - a, first.b - b, first.exposure_a, first.exposure_b),
    ]
    same(found(*cells), found(*parts, *others))


@QUICK
@given(tables, exposures, exposures)
def test_empty_cells_change_nothing(cells: list[Cell], one: float, other: float) -> None:
    same(found(*cells), found(*cells, cell(0, 0, one, other)))


@QUICK
@given(tables)
def test_the_interval_holds_the_best_ratio_and_evidence_is_least_there(cells: list[Cell]) -> None:
    result, likelihood = found(*cells), PoissonLikelihood(cells)
    if result.ratio:
        assert result.low < result.ratio
        assert result.high is None or result.ratio < result.high
        best = peak(likelihood)
        for aside in (-0.3, 0.3):
            assert likelihood.value(best) >= likelihood.value(best + aside)
    # An average of likelihoods never exceeds the best of them; at the ends the evidence is 20.
    mixture = log_mixture(likelihood)
    if math.isfinite(best := peak(likelihood)):
        assert mixture <= likelihood.value(best) + 1e-9
    for end in (result.low, result.high):
        if end:
            assert mixture - likelihood.value(math.log(end)) == pytest.approx(LOG_ENOUGH, abs=1e-6)


@QUICK
@given(tables)
def test_looks_only_ever_shrink_and_end_with_all_cells(cells: list[Cell]) -> None:
    steps = looks(cells)
    assert not isinstance(steps, NotComparable)
    for earlier, later in pairwise(steps):
        assert earlier.day < later.day
        assert later.ratio.low >= earlier.ratio.low
        assert earlier.ratio.high is None or (later.ratio.high or math.inf) <= earlier.ratio.high
        assert later.ratio.p_value <= earlier.ratio.p_value
    whole = found(*cells)
    assert steps[-1].ratio.log_e == pytest.approx(whole.log_e)
    assert steps[-1].ratio.p_value <= whole.p_value + 1e-12
    assert steps[-1].ratio.p_value == pytest.approx(min(math.exp(min(0, -step.ratio.log_e)) for step in steps))


def same(one: Ratio, other: Ratio) -> None:
    assert one.log_e == pytest.approx(other.log_e, abs=1e-8)
    for mine, its in ((one.ratio, other.ratio), (one.low, other.low), (one.high, other.high)):
        assert mine == (None if its is None else pytest.approx(its, rel=1e-7))

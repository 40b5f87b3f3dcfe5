"""Applications per click: given both margins, against scipy's noncentral hypergeometric law and exact sums."""

from __future__ import annotations

import math
from datetime import date

import pytest

from orchestrator.statistics.bernoulli import BernoulliLikelihood, applied_often
from orchestrator.statistics.cell import Cell
from orchestrator.statistics.poisson import PoissonLikelihood
from orchestrator.statistics.ratio import Ratio, ratio


def cell(a: int, b: int, clicks_a: float, clicks_b: float, board: str = "web") -> Cell:
    return Cell(board, date(2026, 3, 2), a, b, clicks_a, clicks_b)


def found(*cells: Cell) -> Ratio:
    result = ratio(cells, BernoulliLikelihood)
    assert isinstance(result, Ratio)
    return result


@pytest.mark.parametrize(
    ("one", "e_value"),
    # scipy.integrate.quad over scipy.stats.nchypergeom_fisher.
    [(cell(30, 15, 100, 100), 5.208998900544183), (cell(9, 5, 20, 35), 2.5269189592416432)],
)
def test_values(one: Cell, e_value: float) -> None:
    assert found(one).e_value == pytest.approx(e_value, rel=1e-9)


def test_the_best_odds_ratio_of_fisher_s_tea_tasting() -> None:
    """The mean of the law is 3 where x^4 - 36 x^2 - 32 x - 3 = 0; R's fisher.test gives 6.4083."""
    odds = found(cell(3, 1, 4, 4)).ratio
    assert odds == pytest.approx(6.4083, abs=5e-5)
    assert odds is not None
    assert odds**4 - 36 * odds**2 - 32 * odds - 3 == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize(("clicks_a", "clicks_b", "n"), [(10, 10, 8), (30, 7, 12), (5, 40, 20)])
def test_without_a_difference_the_expected_evidence_is_one(clicks_a: int, clicks_b: int, n: int) -> None:
    whole = math.comb(clicks_a + clicks_b, n)
    expected = math.fsum(
        math.comb(clicks_a, a) * math.comb(clicks_b, n - a) / whole * found(cell(a, n - a, clicks_a, clicks_b)).e_value
        for a in range(max(0, n - clicks_b), min(n, clicks_a) + 1)
    )
    assert expected == pytest.approx(1, abs=1e-9)


def test_for_rare_applications_it_becomes_the_poisson_case() -> None:
    rare = [cell(30, 15, 1_000_000, 2_000_000), cell(5, 9, 3_000_000, 1_000_000, "reed")]
    counted = ratio(rare, PoissonLikelihood)
    assert isinstance(counted, Ratio)
    assert found(*rare).log_e == pytest.approx(counted.log_e, abs=1e-4)
    assert found(*rare).ratio == pytest.approx(counted.ratio, rel=1e-4)


def test_common_applications_make_it_narrower_than_the_poisson_case() -> None:
    common = [cell(60, 45, 100, 100)]
    counted = ratio(common, PoissonLikelihood)
    assert isinstance(counted, Ratio)
    assert found(*common).e_value > counted.e_value


def test_one_sided_when_every_click_of_a_converts() -> None:
    result = found(cell(100, 15, 100, 100))
    assert (result.ratio, result.high) == (None, None)
    assert result.low > 1
    assert found(cell(0, 0, 10, 10)).e_value == pytest.approx(1)


def test_more_applications_than_clicks_are_refused() -> None:
    with pytest.raises(ValueError, match="exposure_a: 11 applications of 10 clicks"):
        found(cell(11, 0, 10, 10))
    with pytest.raises(ValueError, match=r"exposure_b: 2.5 is no number of clicks"):
        found(cell(1, 0, 10, 2.5))
    with pytest.raises(ValueError, match="at most 100,000"):
        found(cell(60_000, 50_000, 1_000_000, 1_000_000))


def test_from_a_tenth_on_counts_are_no_longer_poisson() -> None:
    assert applied_often(11, 100)
    assert not applied_often(10, 100)
    assert not applied_often(0, 0)

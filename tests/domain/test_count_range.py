"""Against printed tables of exact Poisson limits."""

from __future__ import annotations

import pytest

from orchestrator.domain.count_range import count_range


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.689), (1, 0.025, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (100, 81.364, 121.627)],
)
def test_exact_limits(count: int, low: float, high: float) -> None:
    assert count_range(count) == pytest.approx((low, high), abs=0.001)


def test_the_approximation_takes_over_without_a_step() -> None:
    widths = [high - low for low, high in map(count_range, range(398, 404))]
    assert widths == sorted(widths)

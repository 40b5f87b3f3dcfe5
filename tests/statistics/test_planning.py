"""The figures the method was published with."""

from __future__ import annotations

import pytest

from orchestrator.statistics.not_comparable import NotComparable, Reason
from orchestrator.statistics.planning import (
    FEWEST_PAIRS,
    applications_always_valid,
    applications_needed,
    days_needed,
    detectable_ratio,
    pairs_needed,
)


@pytest.mark.parametrize(
    ("ratio", "applications"), [(1.1, 3464), (1.2, 952), (1.25, 638), (1.5, 199), (2, 74), (3, 35)]
)
def test_applications_needed(ratio: float, applications: int) -> None:
    assert applications_needed(ratio) == applications
    assert applications_needed(1 / ratio) == applications
    assert applications_always_valid(ratio) == pytest.approx(1.9 * applications, abs=1)
    assert detectable_ratio(applications) == pytest.approx(ratio, rel=0.01)


def test_an_uneven_split_needs_more() -> None:
    assert applications_needed(1.5, split=9) > 2 * applications_needed(1.5)
    assert applications_needed(1.5, split=3) == applications_needed(1 / 1.5, split=1 / 3)


def test_forty_applications_show_only_a_large_ratio() -> None:
    assert detectable_ratio(40) == pytest.approx(2.7, abs=0.05)


def test_what_no_number_can_show_is_refused() -> None:
    for ratio in (1, 0, -2, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="ratio: "):
            applications_needed(ratio)
    with pytest.raises(ValueError, match="split: 0"):
        applications_needed(2, split=0)
    with pytest.raises(ValueError, match="applications: 0"):
        detectable_ratio(0)


def test_late_days_add_little() -> None:
    assert days_needed(30, [12, 9, 6, 5, 3]) == 4
    assert days_needed(40, [12, 9, 6, 5, 3]) == NotComparable(Reason.TOO_LATE, "35 of 40")
    assert days_needed(1, []) == NotComparable(Reason.TOO_LATE, "0 of 1")


def test_pairs_needed() -> None:
    assert pairs_needed(1.5, 15, 0.5) > pairs_needed(1.5, 15, 0.2) > pairs_needed(2, 15, 0.2)
    assert pairs_needed(2, 15, 0.5) == pairs_needed(0.5, 15, 0.5)
    assert pairs_needed(20, 50, 0) == FEWEST_PAIRS
    with pytest.raises(ValueError, match="mean must be above 0"):
        pairs_needed(2, 0, 0.5)

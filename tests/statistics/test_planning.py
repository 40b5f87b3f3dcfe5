"""The figures the method was published with."""

from __future__ import annotations

from random import Random

import pytest

from orchestrator.statistics.not_comparable import NotComparable, Reason
from orchestrator.statistics.pair_plan import FEWEST_PAIRS, pairs_needed, power
from orchestrator.statistics.planning import (
    applications_always_valid,
    applications_needed,
    days_needed,
    detectable_ratio,
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


@pytest.mark.parametrize(("ratio", "mean", "variance"), [(2, 15, 0.5), (1.5, 15, 0.2), (3, 15, 0.5), (0.5, 30, 0.5)])
def test_so_many_pairs_decide_in_four_of_five_cases(ratio: float, mean: float, variance: float) -> None:
    pairs = pairs_needed(Random(1), ratio, mean, variance)
    assert isinstance(pairs, int)
    # Other draws: 400 have a standard error of 2 %, and the plan itself has one as large.
    assert power(Random(2), pairs, ratio, mean, variance) == pytest.approx(0.8, abs=0.1)
    assert pairs >= FEWEST_PAIRS


def test_pairs_without_a_difference_decide_nothing() -> None:
    assert power(Random(3), 30, 1.0, 15, 0.5) <= 0.05


def test_more_luck_and_smaller_differences_need_more_pairs() -> None:
    few, luckier = (pairs_needed(Random(1), 2, 15, variance) for variance in (0.1, 0.6))
    closer = pairs_needed(Random(1), 1.5, 15, 0.1)
    assert isinstance(few, int)
    assert isinstance(luckier, int)
    assert isinstance(closer, int)
    assert few < min(luckier, closer)
    assert pairs_needed(Random(1), 1.02, 5, 1) == NotComparable(Reason.TOO_MANY_PAIRS)


def test_no_plan_without_applications_or_difference() -> None:
    with pytest.raises(ValueError, match="mean: 0"):
        pairs_needed(Random(1), 2, 0, 0.5)
    with pytest.raises(ValueError, match="variance: -1"):
        power(Random(1), 10, 2, 5, -1)
    with pytest.raises(ValueError, match="ratio: 1 is no difference"):
        pairs_needed(Random(1), 1, 15, 0.5)

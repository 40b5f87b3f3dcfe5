"""Curves, exposures, what is usual by an age, and the dispersion gauge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.statistics.cell import Cell
from orchestrator.statistics.decay import Curve, curves
from orchestrator.statistics.dispersion import dispersion
from orchestrator.statistics.expectation import Usual, count_quantile, usual
from orchestrator.statistics.exposure import Shared, shared
from orchestrator.statistics.not_comparable import NotComparable, Reason
from orchestrator.statistics.prior import Prior
from orchestrator.statistics.run import Run

MONDAY = date(2026, 3, 2)


def run(counts: Sequence[int | None], start: date = MONDAY, board: str = "web") -> Run:
    known = {start + timedelta(index): count for index, count in enumerate(counts) if count is not None}
    return Run(board, start, start + timedelta(len(counts) - 1), known)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=10, max_size=14))
def test_a_curve_is_the_nearest_that_never_rises_after_day_one(table: list[list[int]]) -> None:
    found = curves(run(counts, MONDAY + timedelta(7 * index)) for index, counts in enumerate(table))["web"]
    means = [sum(column) / len(table) for column in zip(*table, strict=True)]
    assert found.by_age[0] == pytest.approx(means[0])
    # The least-squares solution as a minimum over starts of maxima over ends (Robertson, Wright and Dykstra 1988).
    for index in range(1, 6):
        nearest = min(
            max(sum(means[start : end + 1]) / (end + 1 - start) for end in range(index, 6))
            for start in range(1, index + 1)
        )
        assert found.at(index + 1) == pytest.approx(nearest)
    assert found.at(7) is None
    assert found.at(0) is None


def test_fewer_than_ten_completed_postings_are_no_curve() -> None:
    assert curves([run([3, 2, 1])] * 9) == {}
    found = curves([run([3, 2, 1])] * 10 + [run([5, 4, 3, 2])] * 9)
    assert found["web"].postings == 19
    assert len(found["web"].by_age) == 3, "only nine have become four days old"


def test_unknown_days_are_left_out_of_the_mean() -> None:
    found = curves([run([4, 2])] * 10 + [run([4, None])] * 10)["web"]
    assert found.by_age == pytest.approx((4, 2))


def test_a_board_s_shape_is_drawn_to_all_boards_but_its_level_is_its_own() -> None:
    steep, flat = [run([90, 9, 1], board="steep")] * 50, [run([2, 2, 2], board="flat")] * 50
    found = curves(steep + flat)
    assert sum(found["flat"].by_age) == pytest.approx(6)
    assert found["flat"].by_age[0] > 2, "half of its shape is borrowed"
    assert sum(found["steep"].by_age) == pytest.approx(100)


def test_weekdays_solve_the_poisson_regression() -> None:
    """A single board borrows from itself: the fit must give back each weekday's total."""
    random = Random(3)
    runs = [
        run([random.randint(0, 9) * (2 if (s + d) % 7 < 5 else 1) for d in range(14)], MONDAY + timedelta(s))
        for s in range(30)
    ]
    found = curves(runs)["web"]
    for weekday in range(7):
        days = [(r, age) for r in runs for age in range(1, 15) if (r.start.weekday() + age - 1) % 7 == weekday]
        assert sum(found.on(r.start, age) or 0 for r, age in days) == pytest.approx(
            sum(r.at(age) or 0 for r, age in days)
        )
    assert found.by_weekday[0] > found.by_weekday[6]


def test_the_same_age_needs_no_curve() -> None:
    found = shared([run([5, 3, 2])], [run([4, None, 1])], {})
    assert isinstance(found, Shared)
    assert [(cell.a, cell.b, cell.offset) for cell in found.cells] == [(5, 4, 0), (2, 1, 0)], "unknown is not zero"


def test_live_days_are_refused_for_exposure_when_ages_differ() -> None:
    late = run([9, 8, 7], MONDAY + timedelta(2))
    assert shared([run([5, 3, 2, 1])], [late], {}) == NotComparable(Reason.AGES_DIFFER, "web")
    assert isinstance(shared([run([5, 3, 2, 1])], [run([9, 8], MONDAY + timedelta(1))], {}), Shared)


def test_a_curve_allows_for_different_ages() -> None:
    curve = Curve("web", 40, (8.0, 4.0, 2.0, 1.0, 0.0))
    early, late = run([5, 3, 2, 1, 0]), run([9, 8, 7], MONDAY + timedelta(2))
    found = shared([early], [late], {"web": curve})
    assert isinstance(found, Shared)
    assert [(cell.day.day, cell.exposure_a, cell.exposure_b) for cell in found.cells] == [(4, 2, 8), (5, 1, 4)]


def test_boards_without_a_curve_are_named_and_left_out() -> None:
    other = run([1, 1], board="reed")
    found = shared([run([5, 3, 2, 1]), other], [run([9, 8], MONDAY + timedelta(2)), other], {})
    assert isinstance(found, Shared)
    assert found.left_out == ("web",)
    assert {cell.board for cell in found.cells} == {"reed"}


def test_no_common_board_or_day_is_no_comparison() -> None:
    assert shared([run([5])], [run([5], board="reed")], {}) == NotComparable(Reason.NO_SHARED_DAYS)
    assert shared([run([5])], [run([5], MONDAY + timedelta(1))], {}) == NotComparable(Reason.NO_SHARED_DAYS)
    with pytest.raises(ValueError, match="two runs on one side"):
        shared([run([5]), run([6])], [run([5])], {})


def history(count: int) -> list[Run]:
    random = Random(11)
    return [
        run([round(level * rate) for rate in (9, 5, 3, 2, 1, 1)], MONDAY - timedelta(30 + index))
        for index, level in enumerate(random.gammavariate(4, 0.25) for _ in range(count))
    ]


def test_behind_expectation() -> None:
    runs = history(60)
    found = usual(runs, curves(runs)["web"], MONDAY, 6)
    assert isinstance(found, Usual)
    assert found.low < found.expected < found.high
    assert found.behind(found.low - 1)
    assert not found.behind(found.low)
    totals = [run.total(6) or 0 for run in runs]
    within = sum(found.low <= total <= found.high for total in totals) / len(totals)
    assert 0.7 < within < 0.95, "eight of ten, and these are the very postings it is learnt from"


def test_thin_history_says_nothing() -> None:
    runs = history(12)
    curve = curves(runs)["web"]
    thin = NotComparable(Reason.THIN_HISTORY, "web")
    assert usual(runs[:9], curve, MONDAY, 3) == thin
    assert usual(runs, curve, MONDAY, 9) == thin
    assert usual([], curve, MONDAY, 3) == thin


def test_negative_binomial_quantiles() -> None:
    # scipy.stats.nbinom.ppf
    assert [count_quantile(Prior(4, 2), 5, share) for share in (0.1, 0.5, 0.9)] == [3, 9, 18]
    assert [count_quantile(Prior(0.3, 1), 99, share) for share in (0.1, 0.5, 0.9)] == [0, 7, 88]


def test_dispersion_by_hand() -> None:
    cells = [Cell("web", MONDAY + timedelta(day), a, 4 - a) for day, a in enumerate([4, 0, 4, 0, 2, 2, 4, 0, 4, 0])]
    found = dispersion(cells)
    # Ten cells of 4 with half expected: eight are off by 2, each 4 / (4 x 1/4).
    assert found.phi == pytest.approx(8 * 4 / 9)
    assert found.too_much
    assert not dispersion([Cell("web", MONDAY, 2, 2)] * 10).too_much
    assert dispersion(cells[:9]).phi is None, "nine cells cannot tell"
    assert dispersion([Cell("web", MONDAY, 1, 0)] * 30).phi is None, "single applications cannot vary"
    assert dispersion([Cell("web", MONDAY, 3, 0)] * 30).phi == 0


def test_runs_refuse_what_cannot_be() -> None:
    with pytest.raises(ValueError, match=r"end: .* is before the start"):
        Run("web", MONDAY, MONDAY - timedelta(1), {})
    with pytest.raises(ValueError, match="is not between"):
        Run("web", MONDAY, MONDAY, {MONDAY + timedelta(1): 2})
    with pytest.raises(ValueError, match=r"-2 on .* below zero"):
        run([-2])

"""Applications for each click: exact rates, and a ratio in which what brought the clicks cancels."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest

from orchestrator.statistics.applied_per import AppliedPer, applied_per
from orchestrator.statistics.cell import Cell
from orchestrator.statistics.not_comparable import NotComparable, Reason
from orchestrator.statistics.rate import rate

DAY = date(2026, 3, 2)


def cell(a: int, b: int, clicks_a: float, clicks_b: float, passed: int = 0) -> Cell:
    return Cell("reed", DAY + timedelta(passed), a, b, clicks_a, clicks_b)


def found(*cells: Cell) -> AppliedPer:
    result = applied_per(cells)
    assert isinstance(result, AppliedPer)
    return result


@pytest.mark.parametrize(("count", "of"), [(3, 40), (0, 12), (12, 12), (1, 1), (25, 300)])
def test_at_its_ends_a_rate_leaves_a_fortieth_on_each_side(count: int, of: int) -> None:
    found = rate(count, of)
    if count:
        assert 1 - at_most(count - 1, of, found.low) == pytest.approx(0.025, abs=1e-9)
    else:
        assert found.low == 0
    if count < of:
        assert at_most(count, of, found.high) == pytest.approx(0.025, abs=1e-9)
    else:
        assert found.high == 1


@pytest.mark.parametrize(("count", "of"), [(3, 40), (12, 12), (25, 300)])
def test_at_every_look_a_rate_is_said_more_carefully(count: int, of: int) -> None:
    found = rate(count, of)
    assert found.ever_low < found.low < count / of <= found.high <= found.ever_high
    if count < of:  # Lindon and Malek: the mixture of all rates is twenty times as likely as the end
        for end in (found.ever_low, found.ever_high):
            log_ratio = -math.log(of + 1) - math.log(math.comb(of, count))
            log_ratio -= count * math.log(end) + (of - count) * math.log(1 - end)
            assert log_ratio == pytest.approx(math.log(20), abs=1e-6)


def test_a_rate_is_seldom_missed_at_any_of_all_looks() -> None:
    """Looked at ten times: a range for one look misses the truth far more often."""
    seen, random = cache(rate), Random(7)
    missed = {"one": 0, "ever": 0}
    for _ in range(200):
        count, names = 0, set()
        for of in range(20, 201, 20):
            count += sum(random.random() < 0.2 for _ in range(20))
            found = seen(count, of)
            names |= {"one"} if not found.low <= 0.2 <= found.high else set()
            names |= {"ever"} if not found.ever_low <= 0.2 <= found.ever_high else set()
        for name in names:
            missed[name] += 1
    assert missed["ever"] <= 10 < missed["one"]


def at_most(count: int, of: int, chance: float) -> float:
    """The binomial law, added up."""
    return math.fsum(math.comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(count + 1))


def test_nothing_to_divide_by_is_no_rate() -> None:
    assert rate(0, 0).rate is None
    with pytest.raises(ValueError, match="3 of 2"):
        rate(3, 2)


def test_more_clicks_alone_make_no_difference() -> None:
    """A was clicked four times as often and applied for four times as often: nobody converts better."""
    result = found(*(cell(8, 2, 400, 100, passed) for passed in range(20)))
    last = result.looks[-1].ratio
    assert last.low < 1 < (last.high or 0)
    assert not last.decided
    assert result.a.rate == result.b.rate == 0.02


def test_twice_as_many_for_each_click_is_seen() -> None:
    last = found(*(cell(8, 4, 100, 100, passed) for passed in range(25))).looks[-1].ratio
    assert last.decided
    assert last.ratio == pytest.approx(2.0, rel=0.05)


def test_where_a_tenth_apply_the_ratio_is_one_of_odds() -> None:
    assert found(cell(6, 4, 20, 20)).odds
    assert not found(cell(1, 1, 20, 20)).odds
    assert not found(cell(6, 4, 5, 20), cell(0, 0, 20, 20, 1)).odds  # one came a day after its click


def test_what_cannot_be_divided_is_said() -> None:
    assert applied_per([]) == NotComparable(Reason.NO_CLICKS)
    assert applied_per([cell(5, 1, 2, 30)]) == NotComparable(Reason.MORE_THAN_CLICKS)

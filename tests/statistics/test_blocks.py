"""Days counted in different ways set against each other, and two groups that nobody drew."""

from __future__ import annotations

import math
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.statistics.block import blocks
from orchestrator.statistics.draw import luck, poisson
from orchestrator.statistics.group_ratio import group_ratio
from orchestrator.statistics.prior import Counted
from orchestrator.statistics.run import Run, Stretch

MONDAY = date(2026, 3, 2)
DAYS = 12


def run(counts: list[int], cuts: set[int]) -> Run:
    """The same days, added up between cuts (days after which a stretch ends)."""
    stretches, days, first = [], {}, 0
    for day in range(DAYS):
        if day in cuts or day == DAYS - 1:
            began, ended = MONDAY + timedelta(first), MONDAY + timedelta(day)
            if first == day:
                days[began] = counts[day]
            else:
                stretches.append(Stretch(began, ended, sum(counts[first : day + 1])))
            first = day + 1
    return Run("web", MONDAY, MONDAY + timedelta(DAYS - 1), days, tuple(stretches))


COUNTS = st.lists(st.integers(0, 9), min_size=DAYS, max_size=DAYS)
CUTS = st.sets(st.integers(0, DAYS - 1))


@given(COUNTS, COUNTS, CUTS, CUTS)
def test_blocks_end_where_both_are_cut_and_lose_nothing(
    a: list[int], b: list[int], a_cuts: set[int], b_cuts: set[int]
) -> None:
    found = list(blocks(run(a, a_cuts), run(b, b_cuts)))
    ends = sorted((a_cuts & b_cuts) | {DAYS - 1})
    assert [(block.last - MONDAY).days for block in found] == ends
    assert (sum(block.a for block in found), sum(block.b for block in found)) == (sum(a), sum(b))
    for block in found:
        days = range((block.first - MONDAY).days, (block.last - MONDAY).days + 1)
        assert (block.a, block.b) == (sum(a[day] for day in days), sum(b[day] for day in days))


@given(COUNTS, CUTS, st.integers(1, DAYS))
def test_a_total_is_known_where_a_stretch_ends(counts: list[int], cuts: set[int], age: int) -> None:
    total = run(counts, cuts).total(age)
    assert total == (sum(counts[:age]) if age - 1 in cuts | {DAYS - 1} else None)


def test_an_unknown_day_ends_a_block_and_the_next_known_one_begins_another() -> None:
    one = Run("web", MONDAY, MONDAY + timedelta(5), {MONDAY: 1, MONDAY + timedelta(4): 2},
              (Stretch(MONDAY + timedelta(2), MONDAY + timedelta(3), 5),))  # fmt: skip
    other = Run("web", MONDAY, MONDAY + timedelta(5), {MONDAY + timedelta(day): 1 for day in (0, 1, 2, 3, 4)})
    assert [(block.a, block.b) for block in blocks(one, other)] == [(1, 1), (5, 2), (2, 1)]


@given(st.lists(st.integers(1, 40), min_size=8, max_size=12), st.lists(st.integers(1, 40), min_size=8, max_size=12))
def test_swapping_groups_inverts_their_ratio(first: list[int], second: list[int]) -> None:
    one, other = ([Counted(count, 10.0) for count in group] for group in (first, second))
    there, back = group_ratio(one, other), group_ratio(other, one)
    assert there is not None
    assert back is not None
    assert there.ratio == pytest.approx(1 / back.ratio)
    assert there.low == pytest.approx(1 / back.high)
    assert there.high == pytest.approx(1 / back.low)
    assert there.low <= there.ratio <= there.high


def test_the_interval_of_two_groups_holds_the_truth_though_members_differ() -> None:
    random = Random(7)
    held = 0
    for _ in range(300):
        groups = [
            [Counted(poisson(random, 12 * ratio * luck(random, 0.4)), 12.0) for _ in range(15)] for ratio in (1.5, 1.0)
        ]
        found = group_ratio(*groups)
        assert found is not None
        held += found.low <= 1.5 <= found.high
    assert held >= 0.92 * 300


def test_few_members_or_nothing_at_all_say_nothing() -> None:
    enough = [Counted(3, 4.0)] * 8
    assert group_ratio(enough[:7], enough) is None
    assert group_ratio(enough, [Counted(0, 4.0)] * 9) is None
    found = group_ratio(enough, enough)
    assert found is not None
    # Student's 97.5 % quantile for 7 degrees of freedom is 2.364624; both groups are Poisson around their mean.
    assert found.high == pytest.approx(math.exp(2.364624 * math.sqrt(2 / 24)), rel=1e-5)

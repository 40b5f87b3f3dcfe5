"""Two wordings compared from facts: which days are set against each other, and when there is no answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from orchestrator.domain.reading import Origin
from orchestrator.queries.comparison import Comparison, arms, comparison
from orchestrator.statistics.not_comparable import NotComparable, Reason

from .arms import TODAY, Arms, ago, two_arms


@pytest.fixture
def two(connection: Connection) -> Arms:
    return two_arms(connection)


def compared(connection: Connection, two: Arms) -> Comparison:
    found = arms(connection, [two.a, two.b])
    return comparison(connection, found[two.a], found[two.b])


def reason(found: Comparison) -> Reason:
    assert isinstance(found.looks, NotComparable)
    return found.looks.reason


def test_each_board_and_day_both_were_live_is_a_cell(connection: Connection, two: Arms) -> None:
    two.posting(two.a, "reed", ago(5), [4, 3, 2, 1, 1])
    two.posting(two.b, "reed", ago(5), [2, 1, None, 1, 0], town="Exeter")
    two.posting(two.a, "indeed", ago(3), [7, 5, 1])
    found = compared(connection, two)
    assert [(cell.board, cell.a, cell.b) for cell in found.cells] == [
        ("reed", 4, 2), ("reed", 3, 1), ("reed", 1, 1), ("reed", 1, 0)
    ]  # fmt: skip
    assert found.left_out == {"indeed": "B"}
    assert not isinstance(found.looks, NotComparable)
    assert (found.looks[-1].ratio.a, found.looks[-1].ratio.b) == (9, 4)
    assert not found.looks[-1].ratio.decided


def test_today_is_not_over_and_counts_for_nothing(connection: Connection, two: Arms) -> None:
    two.posting(two.a, "reed", TODAY, [9])
    two.posting(two.b, "reed", TODAY, [1])
    assert reason(compared(connection, two)) is Reason.NO_SHARED_DAYS


def test_counts_not_split_by_day_are_compared_over_the_same_days(connection: Connection, two: Arms) -> None:
    a = two.posting(two.a, "reed", ago(8))
    b = two.posting(two.b, "reed", ago(8), [1, 1, 1, 1, 1, 1, 1, 1])
    two.facts(a, [(ago(8), ago(6), 5), (ago(5), ago(3), 4), (ago(2), TODAY, 3)], Origin.BY_HAND)
    two.facts(b, [(ago(8) + timedelta(day), ago(8) + timedelta(day), 1) for day in range(8)], Origin.BY_HAND)
    assert [(cell.a, cell.b) for cell in compared(connection, two).cells] == [(5, 3), (4, 3)]


def test_different_counters_are_not_set_against_each_other(connection: Connection, two: Arms) -> None:
    two.posting(two.a, "reed", ago(4), [3, 2, 1], origin=Origin.BOARD)
    two.posting(two.b, "reed", ago(4), [1, 1, 1], origin=Origin.BY_HAND)
    assert reason(compared(connection, two)) is Reason.OTHER_COUNTER


def test_unknown_is_no_zero(connection: Connection, two: Arms) -> None:
    two.posting(two.a, "reed", ago(4), [3, 2, 1])
    two.posting(two.b, "reed", ago(4))
    assert reason(compared(connection, two)) is Reason.UNKNOWN


def test_ages_that_differ_need_a_curve(connection: Connection, two: Arms) -> None:
    two.posting(two.a, "reed", ago(6), [8, 4, 2, 1, 1, 1])
    two.posting(two.b, "reed", ago(3), [8, 4, 2], town="Exeter")
    assert reason(compared(connection, two)) is Reason.AGES_DIFFER
    two.history("reed", [8, 4, 2, 1, 1, 1])
    found = compared(connection, two)
    assert [(cell.a, cell.b) for cell in found.cells] == [(1, 8), (1, 4), (1, 2)]
    assert all(cell.exposure_a < cell.exposure_b for cell in found.cells)
    assert not isinstance(found.looks, NotComparable)
    ratio = found.looks[-1].ratio
    assert ratio.ratio is not None
    assert 0.5 < ratio.ratio < 2  # live days for exposure would have made B the winner by 14 to 3
    (row,) = found.together
    assert row.usual is not None
    assert row.usual.low <= 17 <= row.usual.high


def test_the_same_vacancy_is_matched_first_and_each_posting_once(connection: Connection, two: Arms) -> None:
    torquay, exeter = two.world.vacancy(town="Torquay"), two.world.vacancy(town="Exeter")
    two.posting(two.a, "reed", ago(6), [1] * 6, vacancy=torquay)
    two.posting(two.a, "reed", ago(5), [1] * 5, vacancy=exeter)
    b = two.posting(two.b, "reed", ago(5), [1] * 5, vacancy=torquay)
    (row,) = compared(connection, two).together
    assert (row.matched.a.shown.town, row.matched.b.shown.id) == ("Torquay", b)


def test_the_day_on_which_one_ended_is_left_out(connection: Connection, two: Arms) -> None:
    two.posting(two.a, "reed", ago(6), [3, 3, 3], ended=ago(4))
    two.posting(two.b, "reed", ago(6), [1] * 6)
    assert [(cell.a, cell.b) for cell in compared(connection, two).cells] == [(3, 1), (3, 1)]


def test_what_both_may_still_bring_is_what_the_curve_expects(connection: Connection, two: Arms) -> None:
    two.history("reed", [6, 4, 2, 1, 1, 1])
    two.posting(two.a, "reed", ago(2), [6, 4], ends=TODAY + timedelta(1))
    two.posting(two.b, "reed", ago(2), [6, 4], ends=TODAY + timedelta(1))
    found = compared(connection, two)
    assert found.remaining is not None
    assert 5 < found.remaining < 7  # days 3 and 4 of both: twice 2 + 1

"""What stands beside a comparison: clicks of our own links, boards' shares, and no channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from orchestrator.domain.fact import Fact
from orchestrator.domain.reading import Metric, Origin
from orchestrator.queries.applied_per import per_step
from orchestrator.queries.board_shares import board_counts
from orchestrator.queries.comparison import Comparison, arms, comparison
from orchestrator.statistics.applied_per import AppliedPer
from orchestrator.statistics.not_comparable import NotComparable, Reason
from orchestrator.storage import facts

from .arms import Arms, ago, two_arms


@pytest.fixture
def two(connection: Connection) -> Arms:
    return two_arms(connection)


def clicked(two: Arms, posting: int, *counts: int) -> None:
    """Clicks on our link from four days ago on."""
    days = [ago(4) + timedelta(passed) for passed in range(len(counts))]
    made = [
        Fact(posting, Metric.CLICK, Origin.APPLY_LINK, day, day, count, datetime.now(UTC))
        for day, count in zip(days, counts, strict=True)
    ]
    facts.replace(two.world.connection, made)


def compared(connection: Connection, two: Arms) -> Comparison:
    found = arms(connection, [two.a, two.b])
    return comparison(connection, found[two.a], found[two.b], {"telegram"})


def test_applications_are_divided_by_the_clicks_of_the_same_days(connection: Connection, two: Arms) -> None:
    a, b = (two.posting(each, "reed", ago(4), [2, 1, 0, 1]) for each in (two.a, two.b))
    clicked(two, a, 40, 30, 20, 10)
    clicked(two, b, 10, 10)  # nobody followed it afterwards
    (per_click,) = per_step(connection, compared(connection, two))
    assert isinstance(per_click.found, AppliedPer)
    assert (per_click.found.a.count, per_click.found.a.of) == (3, 70)
    assert (per_click.found.b.count, per_click.found.b.of) == (3, 20)


def test_a_channel_is_counted_and_compared_with_nothing(connection: Connection, two: Arms) -> None:
    for wording in (two.a, two.b):
        two.posting(wording, "telegram", ago(4), [2, 1, 0, 1])
    found = compared(connection, two)
    assert found.looks == NotComparable(Reason.CHANNEL)
    assert (found.channels, found.a.postings) == (("telegram",), 1)
    assert board_counts(connection, [two.a, two.b], {"telegram"}) == {two.a: [], two.b: []}


def test_shares_know_for_how_many_postings_they_are(connection: Connection, two: Arms) -> None:
    two.posting(two.a, "reed", ago(4), [2, 1])
    two.posting(two.a, "reed", ago(4))
    two.posting(two.b, "indeed", ago(4), [1])
    found = board_counts(connection, [two.a, two.b], ())
    assert found[two.a] == [
        {"board": "indeed", "postings": 0, "known": 0, "applications": None},
        {"board": "reed", "postings": 2, "known": 1, "applications": 3},
    ]

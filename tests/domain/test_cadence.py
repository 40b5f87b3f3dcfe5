"""How often boards are asked, and what silence means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from orchestrator.domain.cadence import count_state, every
from orchestrator.domain.reading import CountState, Origin

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_young_postings_are_asked_for_most() -> None:
    assert [every(age) for age in (HOUR, 47 * HOUR, 3 * DAY, 20 * DAY)] == [HOUR, HOUR, 3 * HOUR, DAY]


@pytest.mark.parametrize(
    ("age", "silence", "state"),
    [
        (DAY, 3 * HOUR, CountState.KNOWN),
        (DAY, 3.1 * HOUR, CountState.STALE),
        (5 * DAY, 9 * HOUR, CountState.KNOWN),
        (5 * DAY, 10 * HOUR, CountState.STALE),
        (30 * DAY, 2 * DAY, CountState.KNOWN),
        (30 * DAY, 4 * DAY, CountState.STALE),
    ],
)
def test_stale_after_three_missed_turns(age: timedelta, silence: timedelta, state: CountState) -> None:
    assert count_state(Origin.BOARD, NOW - silence, NOW - age, None, NOW) is state


def test_never_reported_is_unknown_and_ours_is_never_stale() -> None:
    assert count_state(Origin.BOARD, None, NOW - DAY, None, NOW) is CountState.UNKNOWN
    assert count_state(Origin.APPLY_LINK, NOW - 30 * DAY, NOW - 40 * DAY, None, NOW) is CountState.KNOWN


def test_a_count_taken_at_the_end_stays_known() -> None:
    ended = NOW - 60 * DAY
    assert count_state(Origin.BOARD, ended + HOUR, ended - 30 * DAY, ended, NOW) is CountState.KNOWN
    assert count_state(Origin.BOARD, ended - 9 * DAY, ended - 30 * DAY, ended, NOW) is CountState.STALE

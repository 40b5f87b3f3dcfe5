"""When a feed holds back what would vanish."""

from __future__ import annotations

from orchestrator.domain.feed import BRAKE_FEWEST, brakes


def test_more_than_half_at_once_is_held() -> None:
    assert not brakes(listed=40, lapsed=0, lapsing=20)
    assert brakes(listed=40, lapsed=0, lapsing=21)


def test_what_vanished_within_the_hour_counts_however_it_was_spread() -> None:
    assert not brakes(listed=30, lapsed=10, lapsing=10)
    assert brakes(listed=30, lapsed=10, lapsing=11)
    assert brakes(listed=20, lapsed=20, lapsing=1)


def test_a_small_feed_may_end_whole() -> None:
    assert not brakes(listed=BRAKE_FEWEST - 1, lapsed=0, lapsing=BRAKE_FEWEST - 1)
    assert brakes(listed=BRAKE_FEWEST, lapsed=0, lapsing=BRAKE_FEWEST)

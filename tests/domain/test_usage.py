"""Slots and paid clicks: when they run out, and what stays unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from orchestrator.domain.price import Forecast
from orchestrator.domain.usage import Clicks, Slots, clicks_forecast, slots_forecast, slots_taken

TODAY = date(2026, 12, 1)


def test_slots_are_all_taken_on_the_day_the_last_one_is() -> None:
    taken = slots_taken(2, [(date(2026, 12, 10), 1), (date(2026, 12, 15), -2), (date(2026, 12, 19), 2)])
    assert [number for _, number in taken] == [3, 1, 3]
    assert slots_forecast(Slots(3, 2, 3), taken, TODAY) == Forecast(date(2026, 12, 10), by_plan=True)
    assert slots_forecast(Slots(4, 2, 3), taken, TODAY) is None
    assert slots_forecast(Slots(2, 2, 3), taken, TODAY) == Forecast(TODAY, by_plan=True)


def test_how_many_slots_there_are_may_be_unknown() -> None:
    slots = Slots(None, 2, 3)
    assert slots.left is None
    assert slots_forecast(slots, [], TODAY) is None


def test_a_budget_ends_at_the_pace_of_the_last_weeks_or_outlasts_the_month() -> None:
    assert clicks_forecast(Decimal(90), Decimal(140), TODAY) == Forecast(date(2026, 12, 19), by_plan=False)
    assert clicks_forecast(Decimal(900), Decimal(140), TODAY) is None
    assert clicks_forecast(Decimal(0), Decimal(140), TODAY) == Forecast(TODAY, by_plan=False)
    assert clicks_forecast(Decimal(90), None, TODAY) is None
    assert clicks_forecast(None, Decimal(140), TODAY) is None


def test_what_was_not_counted_leaves_an_unknown_rest() -> None:
    assert Clicks(None, 0, 3, None, 300, self_counted=False).left is None
    assert Clicks(10, 1, 3, Decimal("4.50"), None, self_counted=False).left is None
    assert Clicks(10, 1, 3, Decimal("4.50"), 300, self_counted=False).left == Decimal("295.50")

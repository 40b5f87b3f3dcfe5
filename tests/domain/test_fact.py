"""Facts by day: sums that agree with what was reported, whatever the order, the zone and the clock changes."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.day import begin, day_of, nearest_begin
from orchestrator.domain.fact import facts, total
from orchestrator.domain.reading import Metric, Origin, Reading

LONDON = "Europe/London"
ZONES = (LONDON, "America/New_York", "Pacific/Apia", "Asia/Beirut", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC")
SPRING = datetime(2026, 3, 29, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 25, tzinfo=UTC)


def at(month: int, day: int, hour: float = 0, *, zone: str = LONDON) -> datetime:
    local = datetime(2026, month, day, tzinfo=ZoneInfo(zone)) + timedelta(hours=hour)
    return local.astimezone(UTC)


def whole(value: int, taken: datetime, origin: Origin = Origin.BOARD) -> Reading:
    return Reading(1, Metric.APPLICATION, value, origin, taken)


def span(value: int, start: datetime, end: datetime, taken: datetime | None = None) -> Reading:
    return Reading(1, Metric.APPLICATION, value, Origin.BOARD, taken or end, start, end)


def made(readings: list[Reading], published: datetime, zone: str = LONDON) -> list[tuple[str, str, int]]:
    found = facts(readings, zone, {1: published})
    return [(f"{fact.day:%m-%d}", f"{fact.until:%m-%d}", fact.value) for fact in found]


def test_totals_near_midnight_split_days() -> None:
    readings = [whole(3, at(11, 2, 23)), whole(7, at(11, 4, 1)), whole(9, at(11, 4, 12))]
    assert made(readings, at(11, 2, 9)) == [("11-02", "11-02", 3), ("11-03", "11-03", 4), ("11-04", "11-04", 2)]


def test_totals_far_from_midnight_do_not() -> None:
    readings = [whole(3, at(11, 2, 12)), whole(7, at(11, 4, 12))]
    assert made(readings, at(11, 2, 9)) == [("11-02", "11-04", 7)]


def test_three_hours_are_close_and_more_are_not() -> None:
    assert made([whole(1, at(11, 3, 3)), whole(2, at(11, 3, 12))], at(11, 2, 9))[0] == ("11-02", "11-02", 1)
    assert made([whole(1, at(11, 3, 3.1)), whole(2, at(11, 3, 12))], at(11, 2, 9)) == [("11-02", "11-03", 2)]


def test_the_nearest_total_stands_for_midnight() -> None:
    readings = [whole(3, at(11, 2, 22)), whole(5, at(11, 2, 23.5)), whole(6, at(11, 3, 2)), whole(6, at(11, 3, 9))]
    assert made(readings, at(11, 2, 9)) == [("11-02", "11-02", 5), ("11-03", "11-03", 1)]


def test_a_known_zero_is_a_fact_and_the_unknown_is_none() -> None:
    assert made([whole(0, at(11, 2, 12))], at(11, 2, 9)) == [("11-02", "11-02", 0)]
    assert made([], at(11, 2, 9)) == []


def test_a_falling_total_corrects_the_days_before() -> None:
    readings = [whole(9, at(11, 2, 23.9)), whole(4, at(11, 3, 23.9)), whole(5, at(11, 4, 12))]
    assert made(readings, at(11, 2, 9)) == [("11-02", "11-02", 4), ("11-03", "11-03", 0), ("11-04", "11-04", 1)]


def test_spans_of_a_day_count_for_it_and_the_latest_report_wins() -> None:
    readings = [
        span(2, at(11, 2), at(11, 2, 10)),
        span(5, at(11, 2), at(11, 3), at(11, 3, 6)),
        span(4, at(11, 2), at(11, 3), at(11, 4, 6)),
        span(1, at(11, 3, 8), at(11, 3, 9)),
        span(2, at(11, 3, 9), at(11, 3, 10)),
    ]
    assert made(readings, at(11, 2)) == [("11-02", "11-02", 4), ("11-03", "11-03", 3)]


def test_a_day_of_a_neighbouring_zone_is_that_day() -> None:
    utc = span(6, datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 7, 2, tzinfo=UTC))
    assert made([utc], at(7, 1)) == [("07-01", "07-01", 6)]
    assert made([utc], at(7, 1), "America/New_York") == [("06-30", "07-01", 6)]


def test_a_span_over_midnight_is_not_split() -> None:
    assert made([span(3, at(11, 2, 12), at(11, 3, 12))], at(11, 2)) == [("11-02", "11-03", 3)]
    two = [span(3, at(11, 2, 12), at(11, 3, 12)), span(4, at(11, 3, 12), at(11, 4, 12))]
    assert made(two, at(11, 2)) == [("11-02", "11-04", 7)]


def test_a_total_includes_the_spans_before_it() -> None:
    readings = [span(3, at(11, 2, 8), at(11, 2, 9)), whole(5, at(11, 2, 23.9)), span(2, at(11, 3, 8), at(11, 3, 9))]
    assert made(readings, at(11, 2)) == [("11-02", "11-02", 5), ("11-03", "11-03", 2)]


def test_metrics_and_origins_are_never_mixed() -> None:
    readings = [whole(5, at(11, 2, 12)), whole(7, at(11, 2, 12), Origin.BY_HAND)]
    assert sorted(fact.value for fact in facts(readings, LONDON, {1: at(11, 2)})) == [5, 7]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 2), 24)])
def test_days_have_their_own_length(day: date, hours: int) -> None:
    zone = ZoneInfo(LONDON)
    assert begin(day + timedelta(days=1), zone) - begin(day, zone) == timedelta(hours=hours)


def test_clock_changes_do_not_shift_days() -> None:
    for changed in (SPRING, AUTUMN):
        midnights = [at(changed.month, changed.day + offset) for offset in range(3)]
        readings = [whole(count, when) for count, when in enumerate(midnights)]
        found = made(readings, at(changed.month, changed.day - 1, 12))
        assert [value for _, _, value in found] == [0, 1, 1]
        assert all(first == last for first, last, _ in found)


WHEN = st.integers(0, 30 * 24 * 12).map(lambda step: timedelta(minutes=5 * step))
STARTS = st.sampled_from([SPRING - timedelta(days=3), AUTUMN - timedelta(days=3), datetime(2026, 6, 1, 17, tzinfo=UTC)])
TOTALS = st.lists(st.tuples(WHEN, st.integers(0, 500)), min_size=1, max_size=40)


@given(STARTS, TOTALS, st.sampled_from(ZONES), st.randoms(use_true_random=False))
def test_facts_of_totals(
    start: datetime, given_totals: list[tuple[timedelta, int]], zone: str, chance: random.Random
) -> None:
    readings = [whole(value, start + after) for after, value in given_totals]
    found = facts(readings, zone, {1: start})
    last = max((reading.taken_at, reading.value) for reading in readings)[1]
    assert sum(fact.value for fact in found) == last
    assert all(fact.value >= 0 for fact in found)
    assert all(before.until < after.day for before, after in pairwise(found))
    assert found[0].day == day_of(start, ZoneInfo(zone))
    chance.shuffle(readings)
    assert facts(readings, zone, {1: start}) == found
    assert facts(readings + readings, zone, {1: start}) == found
    known = total(readings)
    assert known is not None
    assert known.value == last


SPANS = st.lists(st.tuples(WHEN, st.integers(1, 600), st.integers(0, 50), WHEN), min_size=1, max_size=25)


@given(STARTS, SPANS, TOTALS | st.just([]), st.sampled_from(ZONES), st.randoms(use_true_random=False))
def test_facts_of_anything(
    start: datetime,
    given_spans: list[tuple[timedelta, int, int, timedelta]],
    given_totals: list[tuple[timedelta, int]],
    zone: str,
    chance: random.Random,
) -> None:
    readings = [
        span(value, start + after, start + after + timedelta(minutes=5 * length), start + after + late)
        for after, length, value, late in given_spans
    ] + [whole(value, start + after) for after, value in given_totals]
    found = facts(readings, zone, {1: start})
    known = total(readings)
    assert known is not None
    assert sum(fact.value for fact in found) == known.value
    assert all(before.until < after.day for before, after in pairwise(found))
    chance.shuffle(readings)
    assert facts(readings, zone, {1: start}) == found


@given(
    st.integers(946684800, 2051222400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)), st.sampled_from(ZONES)
)
def test_every_instant_lies_in_its_day(instant: datetime, zone: str) -> None:
    where = ZoneInfo(zone)
    day = day_of(instant, where)
    assert begin(day, where) <= instant
    _, off = nearest_begin(instant, where)
    assert off <= timedelta(hours=25)

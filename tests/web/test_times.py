"""Instants in words, over midnight, years, and the two nights when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from web.times import clock_tag, day_words, duration, moment_words, time_exact, time_tag, time_words, zone_name

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(), "now"),
        (timedelta(milliseconds=400), "now"),
        (timedelta(seconds=1), "1 second ago"),
        (timedelta(seconds=4), "4 seconds ago"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "today, 09:31"),
        (timedelta(hours=10, minutes=31), "today, 00:00"),
        (timedelta(hours=10, minutes=32), "yesterday"),
        (timedelta(days=2), "Saturday"),
        (timedelta(days=6), "Tuesday"),
        (timedelta(days=7), "16 November"),
        (timedelta(days=14), "9 November"),
        (timedelta(days=365), "23 November 2025"),
    ],
)
def test_past(ago: timedelta, words: str) -> None:
    assert time_words(NOW - ago, NOW, LONDON) == words


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(minutes=9), "today at 10:40"),
        (timedelta(hours=20, minutes=29), "tomorrow at 07:00"),
        (timedelta(days=2), "Wednesday at 10:31"),
        (timedelta(days=7), "30 November at 10:31"),
        (timedelta(days=46), "8 January 2027 at 10:31"),
    ],
)
def test_planned_is_exact(ahead: timedelta, words: str) -> None:
    assert time_words(NOW + ahead, NOW, LONDON) == words


def test_midnight_is_the_readers() -> None:
    instant = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert time_words(instant, NOW, LONDON) == "yesterday"
    assert time_words(instant, NOW, ZoneInfo("Europe/Berlin")) == "today, 00:30"


def test_just_before_midnight_is_minutes_not_yesterday() -> None:
    now = datetime(2026, 11, 23, 0, 5, tzinfo=UTC)
    assert time_words(now - timedelta(minutes=10), now, LONDON) == "10 minutes ago"


def test_clocks_go_forward() -> None:
    now = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)
    assert time_words(datetime(2027, 3, 28, 0, 59, tzinfo=UTC), now, LONDON) == "tomorrow at 00:59"
    assert time_words(datetime(2027, 3, 28, 1, 0, tzinfo=UTC), now, LONDON) == "tomorrow at 02:00"


def test_clocks_go_back_and_an_hour_happens_twice() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert time_exact(first, LONDON) == "Sunday 25 October 2026, 01:30 BST"
    assert time_exact(second, LONDON) == "Sunday 25 October 2026, 01:30 GMT"
    assert time_words(first, first + timedelta(minutes=40), LONDON) == "40 minutes ago"


def test_tag() -> None:
    assert time_tag(datetime(2026, 11, 23, 9, 58, 14, tzinfo=UTC), NOW, LONDON) == (
        '<time datetime="2026-11-23T09:58:14+00:00" title="Monday 23 November 2026, 09:58 GMT">32 minutes ago</time>'
    )
    assert clock_tag(datetime(2026, 7, 1, 6, 0, tzinfo=UTC), LONDON).endswith(">07:00</time>")


def test_zone_without_letters() -> None:
    assert zone_name(NOW, ZoneInfo("Asia/Dubai")) == "UTC+04"


def test_naive_is_refused() -> None:
    with pytest.raises(ValueError, match="aware instant"):
        time_words(NOW.replace(tzinfo=None), NOW, LONDON)


def test_days() -> None:
    today = date(2026, 11, 23)
    words = [day_words(today + timedelta(days=days), today) for days in (-1, 0, 1, 25, 46)]
    assert words == ["yesterday", "today", "tomorrow", "18 December", "8 January 2027"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (3, "3 s"), (1980, "33 min"), (17460, "4 h 51 min"), (7200, "2 h"), (784800, "9 d 2 h"), (-5, "0 s")],
)
def test_duration(seconds: int, words: str) -> None:
    assert duration(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 11, 23, 10, 30, 59, tzinfo=UTC), "today, 10:30"),
        (datetime(2026, 11, 22, 9, 41, tzinfo=UTC), "yesterday, 09:41"),
        (datetime(2026, 7, 1, 6, 0, tzinfo=UTC), "1 July, 07:00"),
        (datetime(2026, 11, 23, 10, 40, tzinfo=UTC), "today at 10:40"),
    ],
)
def test_a_record_keeps_its_clock(instant: datetime, words: str) -> None:
    assert moment_words(instant, NOW, LONDON) == words

"""Counts in somebody else's table: numbers and times as people and spreadsheets write them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from orchestrator.domain.reading import Mark, Metric, mark_of
from orchestrator.intake.counts import count, guess, instant, read, reference, table
from orchestrator.intake.sheet import Row

from .samples import sample

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("12", 12), ("20.0", 20), ("1,204", 1204)])
def test_counts_are_whole_numbers(text: str, value: int) -> None:
    assert count(text) == value


@pytest.mark.parametrize("text", ["-1", "1.5", "1E+05", "about 3", "=1+1", "12,3", "²", "1_000"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no count"):
        count(text)


def test_a_rounded_id_is_refused_and_a_float_is_mended() -> None:
    assert reference("921716.0") == "921716"
    with pytest.raises(ValueError, match="shortened"):
        reference("3.9E+09")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-07-01T10:00+03:00", datetime(2026, 7, 1, 7, tzinfo=UTC)),
        ("2026-07-01 10:00", datetime(2026, 7, 1, 9, tzinfo=UTC)),
        ("01/07/2026 10:00", datetime(2026, 7, 1, 9, tzinfo=UTC)),
        ("1713400000000.0", datetime(2024, 4, 18, 0, 26, 40, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 7, 1, 22, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_times_in_any_zone(text: str, at: datetime) -> None:
    assert instant(text, LONDON).astimezone(UTC) == at


def test_another_system_must_say_when_and_in_which_zone() -> None:
    where = {"posting": 0, "taken_at": 1, "hire": 2, "note": 3}
    said = [
        ("FH-1-1", "", "1", ""),
        ("FH-1-1", "2026-07-01T10:00", "1", ""),
        ("FH-1-1", "2026-07-01", "1", ""),
        ("FH-1-1", "2026-07-01T10:00+03:00", "1", "found a job nearer home"),
        ("FH-1-1", "2026-07-01T10:00Z", "1", "jo@example.org withdrew"),
        ("FH-1-1", "2026-07-01T10:00Z", "1", "call 07700 900123"),
    ]
    lines, refused = read([Row(number, cells) for number, cells in enumerate(said, 1)], where, None)
    assert [(line.item, line.whole_day) for line in lines] == [("line 4", False)]
    assert [each.item for each in refused] == ["line 1", "line 2", "line 3", "line 5", "line 6"]
    assert "does not say when" in refused[0].reason
    assert all("has no time zone" in each.reason for each in refused[1:3])
    assert all("about a candidate" in each.reason for each in refused[3:])


def test_windows_1252_is_read_behind_a_mark_of_utf8_too() -> None:
    rows = table(b"\xef\xbb\xbfJob ID,Note,Applies\r\n3901,caf\xe9,\r\n", "counts.csv")
    assert rows[1].cells == ("3901", "caf\N{LATIN SMALL LETTER E WITH ACUTE}", "")
    assert guess(rows[0].cells)["posting"] == 0


def test_marks_say_what_is_doubtful() -> None:
    assert mark_of(Metric.APPLICATION, 4, 9, None) is Mark.FELL
    assert mark_of(Metric.APPLICATION, 9001, 9, None) is Mark.JUMPED
    assert mark_of(Metric.APPLICATION, 9, 4, 8) is Mark.MORE_THAN_CLICKS
    assert mark_of(Metric.APPLICATION, 9, 4, 9) is None
    assert mark_of(Metric.CLICK, 9, None, 3) is None


def test_a_real_table_with_blanks_and_floats_is_read() -> None:
    path = sample("linkedin_2024_sample500/postings_sample.csv")
    rows = table(path.read_bytes(), path.name)
    where = guess(rows[0].cells)
    assert {"posting", "impression", "application"} <= where.keys()
    lines, refused = read(rows[1:], where, LONDON)
    assert (len(rows), refused) == (501, [])
    blank = [line for line in lines if Metric.APPLICATION not in line.counts]
    assert len(lines) > 480
    assert len(blank) > 100  # not reported there, and not zero
    assert all(line.posting.isdigit() for line in lines)

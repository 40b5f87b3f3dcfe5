"""Ratios in words, and charts that never draw what is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from web.chart import Bar, Interval, Line, bars, counts_scale, intervals, lines, money_scale, ratio_scale
from web.chart.chart import ticks
from web.ratio_words import fits_words, ratio_words


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(0.5, "half as many"), (0.75, "a quarter fewer"), (1.0, "just as many"), (1.5, "half as many again"),
     (2.0, "twice as many"), (3.7, "nearly four times as many"), (2.2, "a good twice as many"),
     (40.0, "more than ten times as many")],
)  # fmt: skip
def test_ratios_are_said_as_people_say_them(ratio: float, said: str) -> None:
    assert ratio_words(ratio) == said


def test_what_fits_names_both_ends_or_none() -> None:
    assert fits_words(0.75, 3.7) == ("anything from A bringing a quarter fewer to A bringing nearly four times as many")
    assert fits_words(0.0, None) == "any difference at all"
    assert fits_words(2.0, None) == "A bringing twice as many, or any number above that"
    assert fits_words(0.0, 0.5) == "anything from A bringing next to nothing to A bringing half as many"


@given(st.floats(0.1, 1e7))
def test_ticks_are_round_few_and_reach_the_top(most: float) -> None:
    found = ticks(most)
    assert found[0] == 0
    assert found[-1] >= most
    assert 2 <= len(found) <= 6
    assert {str(each)[0] for each in (found[1],)} <= {"1", "2", "5"}


def classes(svg: str) -> list[str]:
    return [str(part.get("class", "")) for part in etree.fromstring(svg).iter()]


def test_a_gap_is_a_frame_and_a_zero_is_a_zero() -> None:
    drawn = str(bars("Applications a day", "", [Bar("1", 3), Bar("2", None, 4), Bar("6", 0), Bar("7", 9, 3)]).wide)
    assert classes(drawn).count("barv") == 1
    assert classes(drawn).count("gapbox") == 2
    assert "no count on 4 of 9 days" in drawn
    assert "9 in" in drawn


def test_a_line_breaks_where_nothing_is_known() -> None:
    line = Line("A: 9", "", [0, 3, None, None, 9], "a")
    drawn = str(lines("So far", "", [line], ["", "1", "2", "3", "4"], "A 9").wide)
    (path,) = [part.get("d") or "" for part in etree.fromstring(drawn).iter() if part.get("class") == "line a"]
    assert path.count("M") == 2
    assert classes(drawn).count("gapbox") == 1


def test_an_end_beyond_the_scale_or_without_a_limit_has_an_arrow() -> None:
    rows = [Interval("A", 2.0, 1.2, None, "at least 1.2"), Interval("B", None, None, None, "", absent="not reported")]
    drawn = str(intervals("Ratio", "", rows, ratio_scale([1.2, None])).wide)
    assert classes(drawn).count("fm") == 1
    assert classes(drawn).count("pt") == 1
    assert classes(drawn).count("gapbox") == 1


@given(st.floats(0.05, 900), st.floats(1.01, 50))
def test_money_stays_inside_its_scale(low: float, times: float) -> None:
    scale = money_scale(low, low * times)
    assert scale.place(low) >= -1e-9 or low < 0.1
    assert scale.place(low * times) <= 1.5
    assert len(scale.marks) >= 2
    assert counts_scale(low).place(low) <= 1

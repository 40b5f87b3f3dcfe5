"""The client report's figures from frozen rows, and what is left out so that nobody is told on."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.reporting.client import client_figures
from orchestrator.reporting.differences import differences
from orchestrator.reporting.edition import NotAReport, freeze, verify
from orchestrator.reporting.small_cells import LEFT_OUT, SMALLEST, left_out


def posting(vacancy: int, **values: Any) -> dict[str, Any]:
    return {
        "vacancy": vacancy, "board": "reed", "account": "Reed", "days": 20, "evidence": "seen", "clicks": 40,
        "applications": 12, "stages": {"qualified_application": 6, "hire": None}, "cost": "100.0000", "currency": "GBP",
        **values,
    }  # fmt: skip


def vacancy(id: int, **values: Any) -> dict[str, Any]:
    return {
        "id": id, "title": "Carer", "place": "Exeter", "openings": 2, "state": "open", "opened_on": "2026-09-01",
        "closed_on": None, **values,
    }  # fmt: skip


def data() -> dict[str, Any]:
    return {
        "employer": "Fairhaven",
        "first": "2026-10-01",
        "last": "2026-10-31",
        "vacancies": [
            vacancy(1),
            vacancy(2, place="Bideford", state="filled", closed_on="2026-10-20", opened_on="2026-10-02"),
            vacancy(3, place="Taunton", state="filled", closed_on="2026-11-02"),
        ],
        "postings": [posting(1), posting(2, board="indeed", applications=None, cost=None, currency=""),
                     posting(3, applications=0, evidence="submitted", cost="50")],
        "unattributed": None,
        "labels": {"reed": "Reed.co.uk", "indeed": "Indeed"},
        "channels": [],
        "comments": [],
    }  # fmt: skip


def test_unknown_is_left_out_of_sums_and_costs_divide_over_what_is_known() -> None:
    total = client_figures(data())["total"]
    assert (total["applications"], total["known_for"], total["postings"]) == (12, 2, 3)
    assert (total["cost"], total["cost_known_for"], total["divided"]) == ("150.00", 2, 2)
    assert total["each_low"] < 150 / 12 < total["each_high"]
    assert total["proved"] == 2


def test_what_was_filled_after_the_month_was_open_in_it() -> None:
    found = client_figures(data())
    assert {line["place"]: (line["filled"], line["open"]) for line in found["vacancies"]} == {
        "Exeter": (0, True), "Bideford": (2, False), "Taunton": (0, True)
    }  # fmt: skip
    assert (found["total"]["openings"], found["total"]["filled"], found["total"]["open"]) == (6, 2, 4)
    assert found["total"]["new"] == 2


def test_several_currencies_are_not_added() -> None:
    mixed = data()
    mixed["postings"][2]["currency"] = "EUR"
    total = client_figures(mixed)["total"]
    assert (total["cost"], total["each_low"]) == (None, None)


@given(st.dictionaries(st.sampled_from("abcdef"), st.one_of(st.none(), st.integers(0, 12)), min_size=1))
def test_no_small_count_can_be_worked_out(counts: dict[str, int | None]) -> None:
    shown = left_out(counts)
    hidden = [place for place, cell in shown.by_place.items() if cell == LEFT_OUT]
    small = [place for place, count in counts.items() if count is not None and 0 < count < SMALLEST]
    assert set(small) <= set(hidden)
    if small and shown.total != LEFT_OUT:
        # What the gaps add up to is known: it must leave more than one way to share it out, and be no small count.
        rest = sum(counts[place] or 0 for place in hidden)
        assert len(hidden) > 1
        assert rest >= SMALLEST
    for place, cell in shown.by_place.items():
        if cell != LEFT_OUT:
            assert cell == counts[place]


def test_a_later_correction_is_a_difference_in_words() -> None:
    before = client_figures(data())
    changed = data()
    changed["postings"][0]["applications"] = 15
    assert differences(before, client_figures(changed)) == (
        "Carer, Exeter: applications were 12, now 15.",
        "All together: applications were 12, now 15.",
    )
    assert differences(before, before) == ()


def test_a_file_verifies_until_anything_in_it_is_changed() -> None:
    content = freeze("client", data())
    assert verify(content).holds
    for path in (("figures", "total", "filled"), ("data", "first"), ("snapshot",)):
        changed = copy.deepcopy(content)
        part: Any = changed
        for name in path[:-1]:
            part = part[name]
        part[path[-1]] = "2026-10-02" if path[-1] == "first" else 99
        found = verify(changed)
        assert not found.holds, path
    assert verify({**content, "code_version": "0.0.1"}).code_version == "0.0.1"


@pytest.mark.parametrize("content", [[], {}, {"report": "client"}, {"report": "client", "data": {}, "figures": {}}])
def test_what_is_no_report_is_refused(content: object) -> None:
    with pytest.raises(NotAReport):
        verify(content)

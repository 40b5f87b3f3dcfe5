"""What the sentences must say, and must never say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from orchestrator.statistics.cell import Cell
from orchestrator.statistics.cost import cost_per_application
from orchestrator.statistics.dispersion import dispersion
from orchestrator.statistics.pairs import Pair, Replicated, replicated
from orchestrator.statistics.ratio import Ratio, looks, ratio
from orchestrator.statistics.words import cost_words, figure, pairs_words, ratio_words, span

DAY = date(2026, 3, 2)


@pytest.mark.parametrize("a", [0, 1, 15, 40, 4000])
def test_level_1_never_calls_a_wording_better(a: int) -> None:
    found = ratio([Cell("web", DAY, a, 15)])
    assert isinstance(found, Ratio)
    text = " ".join(ratio_words(found))
    assert "better" not in text
    assert "Wording" not in text
    assert f"{a:,} application" in text
    assert "Plausible" in text


def test_dispersion_takes_the_verdict_back() -> None:
    cells = [Cell("web", DAY + timedelta(day), *((30, 2) if day % 2 else (2, 9))) for day in range(12)]
    found = ratio(cells)
    assert isinstance(found, Ratio)
    assert "do not rely on this verdict" in " ".join(ratio_words(found, dispersion(cells)))


def test_a_contradiction_is_said() -> None:
    steps = looks([Cell("web", DAY, 60, 0), Cell("web", DAY + timedelta(1), 0, 200)])
    assert isinstance(steps, tuple)
    text = " ".join(ratio_words(steps[-1].ratio))
    assert "contradict the model" in text
    assert "Decided" not in text


def test_pairs_say_how_far_they_have_come() -> None:
    one = replicated([Pair(3, 1)])
    assert isinstance(one, Replicated)
    assert pairs_words(one)[0] == "1 complete pair of at least 8."
    assert "Any ratio is still plausible." in pairs_words(one)


def test_costs() -> None:
    assert cost_words(cost_per_application(500, 10)) == ["An application costs 50; plausible: 27.2 to 104."]


def test_figures() -> None:
    assert [figure(value) for value in (0, 0.25, 1.2345, 99.96, 12345.6, 3e-7, 2e30)] == [
        "0", "0.25", "1.23", "100", "12,346", "3.00e-07", "2.00e+30",
    ]  # fmt: skip
    assert span(None, 2) == "no lower limit to 2"
    assert span(0.5, None) == "0.5 to no upper limit"

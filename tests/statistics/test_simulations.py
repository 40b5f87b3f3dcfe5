"""The simulations' shortcuts give what the whole method gives, and their data are what they claim to be."""

from __future__ import annotations

from random import Random
from statistics import fmean

import pytest

from benchmarks import simulated
from benchmarks.statistics import pairs_rejected, rejected, scenarios
from orchestrator.statistics.draw import poisson
from orchestrator.statistics.level import ALPHA
from orchestrator.statistics.not_comparable import NotComparable
from orchestrator.statistics.pairs import Replicated, replicated
from orchestrator.statistics.ratio import looks


@pytest.mark.parametrize("seed", range(12))
def test_an_alarm_is_what_the_page_would_have_shown(seed: int) -> None:
    days = simulated.postings(Random(seed), 150, ratio=1.6)
    steps = looks(cell for cells in days for cell in cells)
    assert not isinstance(steps, NotComparable)
    assert rejected(days) == (steps[-1].ratio.p_value <= ALPHA)
    last = steps[-1].ratio
    assert rejected(days, 1.6) == (last.contradicted or not last.low <= 1.6 <= (last.high or 1e9))


@pytest.mark.parametrize("seed", range(6))
def test_so_is_an_alarm_of_pairs(seed: int) -> None:
    found = simulated.pairs(Random(seed), 15, ratio=1.8, count=20)
    result = replicated(found)
    assert isinstance(result, Replicated)
    assert pairs_rejected(found) == (result.p_value <= ALPHA)


@pytest.mark.parametrize("mean", [0.2, 3.0, 75.0])
def test_simulated_counts_are_poisson(mean: float) -> None:
    random = Random(1)
    drawn = [poisson(random, mean) for _ in range(4000)]
    assert fmean(drawn) == pytest.approx(mean, abs=5 * (mean / 4000) ** 0.5)
    assert fmean((each - mean) ** 2 for each in drawn) == pytest.approx(mean, rel=0.2)


def test_every_scenario_runs() -> None:
    listed = scenarios()
    assert len({(scenario.group, scenario.name) for scenario in listed}) == len(listed)
    for scenario in listed:
        if "learnt curve" not in scenario.name:
            assert 0 <= scenario.run(Random(1)) <= 1

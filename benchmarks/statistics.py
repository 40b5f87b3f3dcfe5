"""Simulations with a known truth: do the statistics keep what they promise under daily peeking?

Every scenario for which a method claims validity may raise a false alarm in at most 5 % of its runs; intervals must
hold the truth at all looks together in at least 95 %; two controls break a method's conditions on purpose and must
fail; the detectors must find what they are there for. Exit code 1 where a figure misses its mark.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import product
from multiprocessing import Pool
from random import Random

from benchmarks import simulated
from benchmarks.simulated import BOARDS, START, Day
from orchestrator.statistics.bernoulli import BernoulliLikelihood
from orchestrator.statistics.cell import Cell
from orchestrator.statistics.decay import curves
from orchestrator.statistics.dispersion import dispersion
from orchestrator.statistics.draw import poisson
from orchestrator.statistics.exposure import shared
from orchestrator.statistics.level import LOG_ENOUGH
from orchestrator.statistics.likelihood import Likelihood
from orchestrator.statistics.mixture import log_mixture, peak
from orchestrator.statistics.not_comparable import NotComparable
from orchestrator.statistics.pairs import Pair, advantage, log_wealth
from orchestrator.statistics.poisson import PoissonLikelihood
from orchestrator.statistics.prior import Counted, learn
from orchestrator.statistics.run import Run

RUNS = 2_000
COVERED_RUNS = 500
PROCESSES = 2
TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Scenario:
    """`run` says of one simulated history whether the event counted in this group happened (or in which share)."""

    group: str
    name: str
    run: Callable[[Random], float]
    runs: int = RUNS


def rejected(
    days: Iterable[Day], ratio: float = 1.0, likelihood: Callable[[list[Cell]], Likelihood] = PoissonLikelihood
) -> bool:
    """Whether some daily look has evidence of 20 against `ratio`.

    A mixture never exceeds its best member, so a look at which even the best ratio is short of 20 needs no integral.
    """
    theta, so_far = math.log(ratio), list[Cell]()
    for cells in days:
        so_far += cells
        found = likelihood(so_far)
        best = peak(found)
        against = found.value(theta)
        if math.isfinite(best) and found.value(best) - against < LOG_ENOUGH:
            continue
        if log_mixture(found) - against >= LOG_ENOUGH:
            return True
    return False


def naive(days: Iterable[Day]) -> bool:
    """The usual z-test on each day's totals, as dashboards do it."""
    a = b = 0
    for cells in days:
        a, b = a + sum(cell.a for cell in cells), b + sum(cell.b for cell in cells)
        if a + b and abs(a - b) / math.sqrt(a + b) > 1.96:
            return True
    return False


def pairs_rejected(found: Iterable[Pair], ratio: float = 1.0) -> bool:
    return max(log_wealth([advantage(pair, ratio) for pair in found])) >= LOG_ENOUGH


@lru_cache
def learnt(history: int) -> Callable[[str, int], float]:
    """Exposure from curves of 200 completed postings a board, of which each had luck of its own."""
    random = Random(f"history {history}")
    completed = (simulated.completed(random, board, 200, 40 * weight, 0.5) for board, weight in BOARDS.items())
    return simulated.fitted(curves(run for runs in completed for run in runs))


def too_dispersed(days: Iterable[Day]) -> bool:
    return dispersion(cell for cells in days for cell in cells).too_much


def refused(random: Random) -> bool:
    """Whether postings of different ages, without a curve, are refused instead of compared by live days."""
    delay = timedelta(random.randint(2, 10))
    counts = {START + delay: 1}
    one, other = Run("wide", START, START + delay, counts), Run("wide", START + delay, START + delay, counts)
    return isinstance(shared([one], [other], {}), NotComparable)


def shrunk(random: Random) -> tuple[float, bool]:
    """Of 60 postings the share whose interval holds the truth, and whether shrinking brought them nearer to it."""
    rates = [random.gammavariate(4, 1 / 4) for _ in range(60)]
    postings = []
    for rate in rates:
        exposure = random.uniform(1, 12)
        postings.append(Counted(poisson(random, rate * exposure), exposure))
    prior = learn(postings)
    held = raw = drawn = 0.0
    for posting, rate in zip(postings, rates, strict=True):
        posterior = prior.given(posting)
        held += TAIL < posterior.above(rate) < 1 - TAIL
        raw += (posting.count / posting.exposure - rate) ** 2
        drawn += (posterior.mean - rate) ** 2
    return held / len(rates), drawn < raw


def scenarios() -> list[Scenario]:
    postings, late, pairs = simulated.postings, simulated.late, simulated.pairs
    alike: dict[str, Callable[[Random], float]] = {
        "60 applications": lambda random: rejected(postings(random, 60)),
        "400 applications": lambda random: rejected(postings(random, 400)),
        "split 90 to 10": lambda random: rejected(postings(random, 400, split=0.9)),
        "shared luck of board and day": lambda random: rejected(postings(random, 400, shared=0.5)),
        "3 days late, true curve": lambda random: rejected(late(random, 400, lambda _, age: simulated.ebb(age))),
        "3 days late, learnt curve": lambda random: rejected(late(random, 400, learnt(random.randrange(10)))),
        "10 to 40 applications per 100 clicks": lambda random: rejected(
            simulated.clicks(random, 6, 10), likelihood=BernoulliLikelihood
        ),
        "pairs, no luck of their own": lambda random: pairs_rejected(pairs(random, 15)),
        "pairs, variance 0.2": lambda random: pairs_rejected(pairs(random, 15, variance=0.2)),
        "pairs, variance 0.5": lambda random: pairs_rejected(pairs(random, 5, variance=0.5)),
        "pairs, variance 1": lambda random: pairs_rejected(pairs(random, 15, variance=1)),
        "pairs, ebbing": lambda random: pairs_rejected(pairs(random, 15, variance=0.5, trend=True)),
        "pairs, slots 1 to 4": lambda random: pairs_rejected(pairs(random, 15, variance=0.5, sizes=4)),
    }
    broken: dict[str, Callable[[Random], float]] = {
        "3 days late, live days for exposure": lambda random: rejected(late(random, 400, lambda *_: 1.0)),
        "pairs without a coin, slots 1 to 4": lambda random: pairs_rejected(pairs(random, 15, sizes=4, coin=False)),
    }
    unsound: dict[str, Callable[[Random], float]] = {
        "daily z-test, 400 applications": lambda random: naive(postings(random, 400)),
        "level 1, own luck of variance 0.5, 800 applications": lambda random: rejected(postings(random, 800, own=0.5)),
    }
    detectors: dict[str, Callable[[Random], float]] = {
        "own luck seen, 800 applications": lambda random: too_dispersed(postings(random, 800, own=0.5)),
        "different ages refused": refused,
    }
    power: dict[str, Callable[[Random], float]] = {
        f"ratio {ratio}, {applications} applications": lambda random, r=ratio, n=applications: rejected(  # type: ignore[misc]
            postings(random, 2 * n / (1 + r), ratio=r)
        )
        for ratio, applications in ((1.5, 200), (1.5, 400), (2.0, 100), (2.0, 200))
    }
    power["pairs, ratio 2, variance 0.5"] = lambda random: pairs_rejected(pairs(random, 15, ratio=2, variance=0.5))
    found = [Scenario("false_alarms", name, run) for name, run in alike.items()]
    found += [Scenario("must_fail", name, run) for name, run in broken.items()]
    found += [Scenario("not_claimed", name, run, COVERED_RUNS) for name, run in unsound.items()]
    found += [Scenario("detectors", name, run, COVERED_RUNS) for name, run in detectors.items()]
    found += [Scenario("false_detections", "no luck of their own, 800 applications",
                       lambda random: too_dispersed(postings(random, 800)), COVERED_RUNS)]  # fmt: skip
    found += [Scenario("power", name, run, COVERED_RUNS) for name, run in power.items()]
    found += [Scenario("shrinkage", "interval holds", lambda random: shrunk(random)[0], COVERED_RUNS)]
    found += [Scenario("shrinkage", "nearer to the truth", lambda random: shrunk(random)[1], COVERED_RUNS)]
    return found + list(covered())


def covered() -> Iterable[Scenario]:
    """Whether the true ratio is inside at all looks: total expected applications n, A's share of the exposure."""
    for ratio, split, n in product((0.5, 0.8, 1.0, 1.25, 2.0), (0.5, 0.9), (20, 60, 200, 800)):

        def holds(random: Random, ratio: float = ratio, split: float = split, n: int = n) -> bool:
            applications = n / (split * ratio + 1 - split)
            return not rejected(simulated.postings(random, applications, ratio=ratio, split=split), ratio)

        yield Scenario("coverage", f"ratio {ratio:g}, split {split:g}, {n} applications", holds, COVERED_RUNS)
    for ratio in (0.5, 1.5, 2.0):

        def within(random: Random, ratio: float = ratio) -> bool:
            return not pairs_rejected(simulated.pairs(random, 15, ratio=ratio, variance=0.5), ratio)

        yield Scenario("coverage", f"pairs, ratio {ratio:g}, variance 0.5", within, COVERED_RUNS)


def rate(index: int) -> tuple[float, float]:
    """The scenario's rate, and the seconds of a core it took."""
    scenario, began = scenarios()[index], time.process_time()
    random = Random(scenario.name)
    happened = sum(scenario.run(random) for _ in range(scenario.runs))
    return happened / scenario.runs, time.process_time() - began


def measure() -> dict[str, object]:
    began = time.monotonic()
    listed = scenarios()
    with Pool(PROCESSES) as pool:
        rates = pool.map(rate, range(len(listed)), chunksize=1)
    groups: dict[str, dict[str, float]] = {}
    for scenario, (found, _) in zip(listed, rates, strict=True):
        groups.setdefault(scenario.group, {})[scenario.name] = round(found, 4)
    alarms, coverage = max(groups["false_alarms"].values()), min(groups.pop("coverage").values())
    kept = {
        "false_alarms": alarms <= 0.05,
        "coverage": coverage >= 0.95,
        "must_fail": min(groups["must_fail"].values()) > 0.05,
        "detectors": min(groups["detectors"].values()) >= 0.9,
        "shrinkage": 0.92 <= groups["shrinkage"]["interval holds"] <= 0.96
        and groups["shrinkage"]["nearer to the truth"] >= 0.95,
    }
    return {
        "runs": RUNS,
        "looks": simulated.DAYS,
        "false_alarm_max": alarms,
        "coverage_min": coverage,
        **groups,
        "kept": kept,
        "seconds": round(time.monotonic() - began, 1),
        "core_seconds": round(sum(seconds for _, seconds in rates), 1),
    }


if __name__ == "__main__":
    result = measure()
    print(json.dumps(result))
    kept = result["kept"]
    assert isinstance(kept, dict)
    sys.exit(0 if all(kept.values()) else 1)

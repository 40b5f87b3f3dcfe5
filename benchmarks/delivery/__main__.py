"""`python -m benchmarks.delivery`: prints one JSON object as its last line."""

from __future__ import annotations

import argparse
import json
import statistics
import sys

from . import rates, schedule, times
from .growth import growth
from .world import World, world

ACCOUNTS = 200


def measure(run: World, postings: int, rows: int, over: float, *, long: bool) -> dict[str, object]:
    def say(step: str) -> None:
        print(step, file=sys.stderr, flush=True)

    (alone,) = run.accounts("bare", 1)
    rates.bare(run, alone, 300)
    say("bare, through the pump, with one account")
    bare, sent, pumped, single = [], [], [], []
    for _ in range(3):
        bare.append(rates.bare(run, alone, postings))
        sent.append(rates.bare(run, alone, postings, renders=False))
        pumped.append(rates.pumped(run, ACCOUNTS, postings))
        single.append(rates.pumped(run, 1, postings))
    limit = statistics.median(each.per_s for each in bare)
    rate = statistics.median(each.per_s for each in pumped)
    say("workers as processes")
    one = statistics.median(rates.with_workers(run, 1, ACCOUNTS, postings) for _ in range(2))
    two = statistics.median(rates.with_workers(run, 2, ACCOUNTS, postings * 2) for _ in range(2))
    each_task = rates.one_task_each(run, ACCOUNTS, postings // 2)
    say("lateness, alone and beside boards that never answer")
    late = times.lateness(run, ACCOUNTS, int(167 * over), over)
    beside = times.lateness(run, ACCOUNTS, int(167 * over), over, holes=20)
    say("scheduling")
    (planned,) = run.accounts("schedule", 1)
    scheduled = schedule.ratio(run, planned, 100_000 if long else 10_000)
    say("claims from a large table")
    claims = [times.claims(run, accounts, rows) for accounts in (ACCOUNTS, 5000)]
    return {
        "postings_per_s": round(rate),
        "bare_per_s": round(limit),
        "ratio_to_bare": round(rate / limit, 3),
        "ratio_to_bare_sending": round(rate / statistics.median(each.per_s for each in sent), 3),
        "ratio_to_bare_one_account": round(statistics.median(each.per_s for each in single) / limit, 3),
        "ratio_to_one_task_per_posting": round(one / each_task, 2),
        "two_workers_over_one": round(two / one, 2),
        "cpu_ratio_to_bare": round(
            statistics.median(each.cpu_us for each in pumped) / statistics.median(each.cpu_us for each in bare), 3
        ),
        "cpu_ratio_to_bare_sending": round(
            statistics.median(each.cpu_us for each in pumped) / statistics.median(each.cpu_us for each in sent), 3
        ),
        "claim_rows_per_s": round(min(each.rows_per_s for each in claims)),
        "claim_rows_per_s_200_5000": [round(each.rows_per_s) for each in claims],
        "claim_old_snapshot_over_free": round(min(each.beside_old_rows_per_s / each.rows_per_s for each in claims), 2),
        "claim_p99_ms": round(max(each.p99_ms for each in claims), 2),
        "claim_old_snapshot_p99_ms": round(max(each.beside_old_p99_ms for each in claims), 2),
        "schedule_ratio_to_insert": round(scheduled, 2),
        "lateness_p95_s": round(late, 3),
        "black_hole_delay_s": round(beside - late, 3),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--postings", type=int, default=3000)
    options.add_argument("--rows", type=int, default=500_000, help="rows added before each of the two claim runs")
    options.add_argument("--over", type=float, default=20.0, help="seconds over which lateness is measured")
    options.add_argument("--long", action="store_true", help="also what 100,000 postings leave behind; minutes more")
    given = options.parse_args()
    with world() as run:
        left = growth(run, ACCOUNTS, 100_000) if given.long else {}
        figures = measure(run, given.postings, given.rows, given.over, long=given.long) | left
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

"""`python -m tests.chaos --postings N --seed S [--long]`: progress on stderr, one line of JSON last on stdout."""

from __future__ import annotations

import argparse
import signal
import sys

from .fault import FAULTS, SHORT, chosen
from .report import RECOVERY_LIMIT
from .run import Plan, run


def plan(given: argparse.Namespace) -> Plan:
    """The short form fits into a minute; the long form waits for recovery after each fault."""
    names = tuple(given.fault) or (tuple(each.name for each in FAULTS) if given.long else SHORT)
    faults = chosen(names)
    if given.long:
        postings = given.postings or 20_000
        return Plan(
            postings=postings,
            seed=given.seed,
            faults=faults,
            deadline=15.0,
            lease=20.0,
            lag=3.0,
            rate=max(1.0, postings / 1_200),
            between=90.0,
            patience=300.0,
            limit=RECOVERY_LIMIT,
        )
    postings = given.postings or 300
    return short(postings, given.seed, names)


def short(postings: int, seed: int, names: tuple[str, ...], module: str = "worker.app") -> Plan:
    """Faults follow each other closely: recovery is reported, not judged."""
    return Plan(
        postings=postings,
        seed=seed,
        faults=chosen(names),
        deadline=2.0,
        lease=6.0,
        lag=2.0,
        rate=max(1.0, postings / 80),
        between=1.5,
        patience=40.0,
        module=module,
    )


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    options.add_argument("--postings", type=int, help="how many (300; with --long 20,000)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--long", action="store_true", help="every fault, each until everything has recovered")
    options.add_argument("--fault", action="append", default=[], help="only these, in this order")
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    found = run(plan(options.parse_args()))
    sys.stdout.write(found.line() + "\n")
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main())

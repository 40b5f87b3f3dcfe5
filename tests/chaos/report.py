"""What a run found, as one JSON line, and whether the promise held."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil

from .verdict import Fate, Verdict
from .watch import Recovery

RECOVERY_LIMIT = 30.0
"""Seconds, with a deadline of 15 and a lease of 20."""


@dataclass(frozen=True, slots=True)
class Report:
    """The names are the interface of `make chaos`. Times are in seconds."""

    postings: int
    faults: int
    fault_kinds: int
    lost: int
    outdated: int
    still_shown: int
    twice_keyed: int
    twice_findable_unsuspended: int
    twice_findable_suspended: int
    twice_blind: int
    repaired: int
    unrepaired: int
    needs_person: int
    needs_person_keyed_or_findable: int
    needs_person_bound: int
    live: int
    closed: int
    rejected: int
    refused_unasked: int
    lost_by_board: int
    recovery_p95_s: float | None
    recovery_s: dict[str, float | None]
    left_out: list[str]
    surprises: list[str]
    seconds: float
    broken: list[str]

    def line(self) -> str:
        return json.dumps(asdict(self))


def report(
    verdict: Verdict,
    recoveries: Sequence[Recovery],
    *,
    bound: int,
    refused: int,
    left_out: Sequence[str],
    surprises: Sequence[str],
    seconds: float,
    limit: float | None,
) -> Report:
    """`limit`: what the 95th percentile of recovery may be, None where this run cannot say."""
    times = {each.fault: each.seconds for each in recoveries}
    p95 = percentile([float("inf") if each is None else each for each in times.values()])
    figures = {
        "lost": verdict.count(Fate.LOST),
        "outdated": verdict.count(Fate.OUTDATED),
        "still_shown": verdict.count(Fate.STILL_SHOWN),
        "twice_keyed": verdict.twice["keyed"],
        "twice_findable_unsuspended": verdict.twice["findable_unsuspended"],
        "twice_blind": verdict.twice["blind"],
        "unrepaired": verdict.unrepaired,
        "refused_unasked": refused,
        "needs_person_keyed_or_findable": verdict.count(Fate.ASKS, boards=("keyed", "findable")),
    }
    needs_person = verdict.count(Fate.ASKS)
    broken = [f"{name} is {number}" for name, number in figures.items() if number]
    if verdict.count(Fate.ASKS, boards=("blind",)) > bound:
        broken.append(f"needs_person is over its bound of {bound}")
    if limit is not None and (p95 is None or p95 > limit):
        broken.append(f"recovery_p95_s is over {limit:g}")
    return Report(
        postings=sum(fates.total() for fates in verdict.fates.values()),
        faults=len(recoveries),
        fault_kinds=len(times),
        twice_findable_suspended=verdict.twice["findable_suspended"],
        repaired=verdict.repaired,
        needs_person=needs_person,
        needs_person_bound=bound,
        live=verdict.count(Fate.LIVE),
        closed=verdict.count(Fate.CLOSED),
        rejected=verdict.count(Fate.REJECTED),
        lost_by_board=verdict.count(Fate.LOST_BY_BOARD),
        recovery_p95_s=p95 if p95 != float("inf") else None,
        recovery_s=times,
        left_out=list(left_out),
        surprises=list(surprises),
        seconds=round(seconds, 1),
        broken=broken,
        **figures,
    )


def percentile(values: Sequence[float], share: float = 0.95) -> float | None:
    """The nearest-rank percentile; None of nothing."""
    return sorted(values)[ceil(len(values) * share) - 1] if values else None

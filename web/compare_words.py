"""The verdict of Level 1 in sentences. It speaks of postings; that a wording is better only pairs can say."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from orchestrator.queries.comparison import Comparison
from orchestrator.statistics.not_comparable import NotComparable, Reason
from orchestrator.statistics.planning import applications_always_valid, detectable_ratio
from orchestrator.statistics.ratio import Ratio

from .numbers import plural
from .ratio_words import fits_words, ratio_words

NOT_AN_EXPERIMENT = "An observed difference, not an experiment: nobody drew by a coin which advert went where."
ONLY_PAIRS = "This page is about these postings; only a standing question can say that a wording is better."
_REMEDY = {
    Reason.NO_SHARED_DAYS: "Start them together in two like towns, and they can be.",
    Reason.AGES_DIFFER: "Ten finished postings on the board show how applications ebb; then they can be.",
    Reason.UNKNOWN: "Enter the counts of both for the same days, and they can be.",
    Reason.OTHER_COUNTER: "Enter the counts of both from the same source, and they can be.",
}
_SMALLEST = 1.25
"""A difference smaller than this is planned for as this one: to show less takes thousands of applications."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`headline` first; then the counts and what fits; `decides`: what would decide it, empty where it is."""

    headline: str
    text: str
    decides: str
    decided: bool = False


def verdict(found: Comparison) -> Verdict:
    """What to say of two wordings' postings today."""
    if isinstance(found.looks, NotComparable):
        return _not_comparable(found, found.looks)
    ratio = found.looks[-1].ratio
    counts = f"A has {plural(ratio.a, 'application')} and B has {ratio.b:,}."
    if not ratio.a + ratio.b:
        text = "Neither has an application yet in the days on which both were live."
        return Verdict("Nothing can be said yet.", text, ONLY_PAIRS)
    if ratio.contradicted:
        text = f"{counts} No one ratio fits all of the days: check the counts in their readings."
        return Verdict("These counts contradict each other.", text, ONLY_PAIRS)
    fits = f"That fits {fits_words(ratio.low, ratio.high)}."
    if found.dispersion is not None and found.dispersion.too_much:
        text = f"{counts} But they swing more from day to day than chance allows: each posting has luck of its own."
        return Verdict(
            "Not to be relied on; pairs can decide it.", text, f"More pairs in a standing question. {ONLY_PAIRS}"
        )
    if ratio.decided:
        return Verdict(_decided(ratio), f"{counts} {fits} {NOT_AN_EXPERIMENT}", ONLY_PAIRS, decided=True)
    return _undecided(found, ratio, f"{counts} {fits}")


def usual_words(found: Comparison, label: Callable[[str], str]) -> str:
    """The count usual by this age, by board where it is known; empty where history is thin. `label` names a board."""
    known = {label(each.matched.board): each.usual for each in found.together if each.usual is not None}
    if not known:
        return ""
    said = [f"{usual.low:,} to {usual.high:,} on {board}" for board, usual in known.items()]
    return f"Usual by this age, of each: {', '.join(said)}."


def since(found: Comparison) -> date | None:
    """The first day on which both were live."""
    return min((max(e.matched.a.shown.first, e.matched.b.shown.first) for e in found.together), default=None)


def _decided(ratio: Ratio) -> str:
    more = "A" if ratio.low >= 1 else "B"
    low, high = (ratio.low, ratio.high) if more == "A" else (1 / (ratio.high or math.inf), _inverse(ratio.low))
    span = ratio_words(low) if high is None else f"{ratio_words(low)} to {ratio_words(high)}"
    return f"Decided for these postings: those with {more} brought more, {span}."


def _inverse(value: float) -> float | None:
    return 1 / value if value else None


def _undecided(found: Comparison, ratio: Ratio, text: str) -> Verdict:
    seen = ratio.ratio or _SMALLEST
    seen = max(seen, 1 / seen) if seen else _SMALLEST
    planned = max(_SMALLEST, seen)
    needed = applications_always_valid(planned, found.split)
    total = ratio.a + ratio.b
    missing = max(0, needed - total)
    text += f" To show a difference of this size takes about {needed:,} applications"
    live = any(not (e.matched.a.shown.ended or e.matched.b.shown.ended) for e in found.together)
    if not live:
        shown = detectable_ratio(max(total, 8))
        text += f"; these have ended with {total:,}, which can only show a ratio of about {shown:.1f} or more."
        return Verdict("Not decided, and these postings have ended.", text, f"Pairs drawn by a coin. {ONLY_PAIRS}")
    if found.remaining is None:
        text += f": about {missing:,} more." if missing else "."
        return Verdict("Not decided yet: keep running.", text, ONLY_PAIRS)
    text += f"; these will bring about {found.remaining:,.0f} more."
    if missing > found.remaining:
        return Verdict("Not decided, and these postings alone will not decide it.", text,
                       f"Pairs drawn by a coin in a standing question. {ONLY_PAIRS}")  # fmt: skip
    return Verdict(
        f"Keep running: {_days(found, missing)}.", text, f"About {missing:,} more applications. {ONLY_PAIRS}"
    )


def _days(found: Comparison, missing: int) -> str:
    """Days at the pace of the days that count, which only ebbs."""
    days = max(1, len({cell.day for cell in found.cells}))
    per_day = sum(cell.n for cell in found.cells) / days
    more = math.ceil(missing / per_day) if per_day else 0
    return f"at least {plural(max(1, more), 'more day')}"


def _not_comparable(found: Comparison, why: NotComparable) -> Verdict:
    if not found.a.postings or not found.b.postings:
        missing = "A" if not found.a.postings else "B"
        text = f"Wording {missing} has not been published yet."
        return Verdict("There is nothing to compare yet.", text, ONLY_PAIRS)
    if why.reason is Reason.NO_SHARED_DAYS:
        text = "A and B were never live on the same board on the same days."
    else:
        text = f"{str(why)[0].upper()}{str(why)[1:]}."
    return Verdict("These cannot be compared.", f"{text} {_REMEDY.get(why.reason, '')}".strip(), ONLY_PAIRS)

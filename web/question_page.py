"""Standing questions as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orchestrator.queries.design_power import Power
from orchestrator.queries.pair_offers import Offered
from orchestrator.queries.question_results import QuestionResult
from orchestrator.statistics.pairs import Replicated
from orchestrator.storage.questions import Question

from .chart import Chart, Interval, intervals, ratio_scale
from .compare_words import Verdict
from .filter import Option
from .numbers import ratio_range


@dataclass(frozen=True, slots=True)
class ListPage:
    """What `questions.html` shows."""

    lede: str
    rows: tuple[tuple[Question, Verdict], ...]
    may_ask: bool


@dataclass(frozen=True, slots=True)
class NewPage:
    """What `question_new.html` shows. `power`: what the design can show, once ratio and days are known."""

    employer: str
    designs: tuple[Option, ...]
    typed: dict[str, str]
    power: Power | None


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What `question.html` shows."""

    found: QuestionResult
    verdict: Verdict
    chart: Chart | None
    offers: tuple[Offered, ...]
    accounts: tuple[tuple[int, str], ...]
    method: tuple[str, ...]
    may_ask: bool
    typed: dict[str, str]
    tomorrow: date


def pairs_chart(found: QuestionResult) -> Chart | None:
    """The range of the ratio over all complete pairs; None before the first."""
    if not isinstance(found.found, Replicated) or found.found.contradicted:
        return None
    ratio = found.found
    said = "no limit yet" if ratio.low is None and ratio.high is None else ratio_range(ratio.low or 0.0, ratio.high)
    row = Interval(f"All {found.complete} pairs", ratio.ratio, ratio.low, ratio.high, said)
    reading = "Line: every value that fits the pairs so far. It may be read on any day."
    return intervals("How many times as many does A bring?", reading, [row], ratio_scale([ratio.low, ratio.high]))

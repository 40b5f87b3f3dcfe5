"""What Level 2 says, in sentences: here, and only here, a wording may be called better."""

from __future__ import annotations

from orchestrator.domain.design import WHAT
from orchestrator.queries.question_results import QuestionResult
from orchestrator.statistics.not_comparable import NotComparable
from orchestrator.statistics.words import figure

from .compare_words import Verdict
from .numbers import plural
from .ratio_words import fits_words, ratio_words


def question_verdict(found: QuestionResult) -> Verdict:
    """The sentence, the progress and the plausible range, and what would decide it."""
    asked = found.question
    progress = f"{found.complete} of at least {found.least} pairs"
    if found.running:
        progress += f", {found.running:,} still running"
    if isinstance(found.found, NotComparable):
        return Verdict("Not decided: no pair is complete yet.", f"{progress}.", _needed(found))
    ratio = found.found
    if ratio.contradicted:
        return Verdict("These pairs contradict each other.", f"{progress}. Check each pair’s readings.", "")
    low, high = ratio.low or 0.0, ratio.high
    if ratio.decided:
        better = asked.a_means if (ratio.ratio or 1) > 1 or low >= 1 else asked.b_means
        headline = f"Decided: “{better}” brings more applications."
        text = f"{progress}. That fits {fits_words(low, high)}; A is “{asked.a_means}”."
        return Verdict(headline, text, "", decided=True)
    best = f" So far A brought about {ratio_words(ratio.ratio)}." if ratio.ratio is not None else ""
    text = f"{progress}.{best} That fits {fits_words(low, high)}."
    return Verdict("Not decided yet.", text, _needed(found))


def _needed(found: QuestionResult) -> str:
    fewest = max(1, found.least - found.complete)
    if found.planned is None:
        return f"{plural(fewest, 'more pair')} at the least; so small a difference may take more than can be planned."
    missing = max(fewest, found.planned - found.complete)
    ratio = found.question.smallest_ratio
    said = f"About {plural(missing, 'more pair')}, if the true difference is {ratio:g} times"
    return f"{said}; fewer, if it is larger, but {plural(fewest, 'pair')} at the least."


def _coins(found: QuestionResult) -> str:
    """Whether the pairs are what was signed when their coins were thrown."""
    if not found.pairs:
        return "No coin has been thrown yet."
    if not found.altered:
        return f"Each coin was signed when it was thrown; the signatures of {plural(len(found.pairs), 'pair')} hold."
    named = ", ".join(map(str, found.altered))
    return f"Not what was signed when the coin was thrown, so do NOT rely on it: pair {named}."


def plan_words(found: QuestionResult) -> tuple[str, ...]:
    """The signed plan behind "How do we know?"."""
    plan, asked = found.question.plan, found.question
    holds = "and is unchanged" if found.plan_holds else "but does NOT match its signature: do not rely on it"
    needed = plan["pairs_needed"]
    said = [
        (
            f"The plan was signed on {asked.asked_at:%d %B %Y}, before the first pair, {holds} "
            f"(signature {asked.signature[:12]})."
        ),
        (
            f"{WHAT[asked.design]}, {asked.window_days} days each. Smallest difference worth knowing: "
            f"{asked.smallest_ratio:g} times. Planned with {plan['mean_planned_with']:g} applications a slot"
            f"{'' if plan['mean_is_known'] else ' (assumed)'}: {needed or 'more than 400'} pairs find it in four "
            "of five cases."
        ),
        f"Rule: {plan['rule']}.",
        _coins(found),
    ]
    if not isinstance(found.found, NotComparable):
        said.append(
            f"Level 2, pairs: the evidence against “no difference” is {figure(found.found.e_value)} to 1, where 20 "
            f"to 1 decides (always-valid p {figure(found.found.p_value)})."
        )
    return tuple(said)

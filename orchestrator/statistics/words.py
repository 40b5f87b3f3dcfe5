"""Results in plain sentences. Level 1 speaks of two postings, only Level 2 of wordings."""

from __future__ import annotations

from collections.abc import Sequence

from .cost import Cost
from .dispersion import Dispersion
from .pair_plan import FEWEST_PAIRS
from .pairs import Replicated
from .ranking import Ranking
from .ratio import Ratio

_ABOUT_POSTINGS = "This is about these two postings, not about their wordings: for those, use pairs drawn by a coin."


def figure(value: float) -> str:
    """Three significant digits, thousands with commas, and no exponent for anything a reader would count."""
    if value and not 1e-4 <= abs(value) < 1e15:
        return f"{value:.2e}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def span(low: float | None, high: float | None) -> str:
    """A plausible range; None is "no limit"."""
    start = "no lower limit" if low is None else figure(low)
    return f"{start} to {'no upper limit' if high is None else figure(high)}"


def ratio_words(found: Ratio, dispersion: Dispersion | None = None, *, odds: bool = False) -> list[str]:
    """The counts, the plausible range, what that decides, and whom it is about."""
    if not found.a + found.b:
        return ["Neither posting has brought an application yet, so nothing can be said."]
    lines = [f"Posting A brought {_applications(found.a)}, posting B {found.b:,}."]
    if found.contradicted:
        return [*lines, "No ratio fits all looks: these counts contradict the model. Check them, or use pairs."]
    if found.ratio is not None and odds:
        lines.append(f"A click on A has {figure(found.ratio)} times the odds of becoming an application.")
    elif found.ratio is not None:
        lines.append(f"From A came {figure(found.ratio)} times as many for the same exposure.")
    lines.append(_plausible(found.low or None, found.high))
    lines.append(_verdict(found.decided, found.e_value, found.p_value, "the two postings differ"))
    if dispersion is not None and dispersion.phi is not None and dispersion.too_much:
        lines.append(
            f"But they swing more from day to day than chance allows ({figure(dispersion.phi)} times), "
            "so do not rely on this verdict."
        )
    return [*lines, _ABOUT_POSTINGS]


def pairs_words(found: Replicated) -> list[str]:
    """How far the pairs have come, the plausible range, and what that decides."""
    progress = f"{found.pairs} complete pairs" if found.pairs != 1 else "1 complete pair"
    if found.pairs < FEWEST_PAIRS:
        progress += f" of at least {FEWEST_PAIRS}"
    lines = [f"{progress}."]
    if found.contradicted:
        return [*lines, "No ratio fits these pairs: check that each has its right counts."]
    if found.ratio is not None:
        lines.append(f"So far wording A has brought about {figure(found.ratio)} times as many as wording B.")
    lines.append(_plausible(found.low, found.high))
    return [*lines, _verdict(found.decided, found.e_value, found.p_value, "one wording is better")]


def cost_words(found: Cost) -> list[str]:
    """One sentence; with no application it is "at least"."""
    if found.cost is None:
        return [f"No application yet: one costs at least {figure(found.low)}; no upper limit."]
    return [f"An application costs {figure(found.cost)}; plausible: {span(found.low, found.high)}."]


def ranking_words(found: Ranking, names: Sequence[str]) -> list[str]:
    """A table in the order of expected rank, with the names given for the items."""
    width = max(len(name) for name in names)
    told = [f"{'':<{width}} {'count':>8} {'exposure':>9} {'rate':>7}   {'plausible':<18} expected rank"]
    for name, item in sorted(zip(names, found.items, strict=True), key=lambda each: each[1].expected_rank):
        own = item.posterior
        told.append(
            f"{name:<{width}} {item.counted.count:>8,} {figure(item.counted.exposure):>9} {figure(own.mean):>7}"
            f"   {span(own.low, own.high):<18} {item.expected_rank:.1f}"
        )
    if not found.prior.learnt:
        told.append("Too few to learn how much they differ: a usual spread is assumed, and exposures are taken for")
        told.append("expected counts.")
    return told


def _plausible(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return "Any ratio is still plausible."
    return f"Plausible, however often you look: {span(low, high)} times."


def _verdict(decided: bool, e_value: float, p_value: float, claim: str) -> str:
    p = f"always-valid p {figure(p_value)}"
    if decided:
        return f"Decided: {claim} ({p}, evidence now {figure(e_value)} to 1)."
    return f"Not decided: the evidence is {figure(e_value)} to 1, and 20 to 1 is asked for ({p})."


def _applications(count: int) -> str:
    return f"{count:,} application" + "s" * (count != 1)

"""Results as names and numbers, for JSON; None is "no limit" or "unknown"."""

from __future__ import annotations

from .applied_per import AppliedPer
from .cost import Cost
from .not_comparable import NotComparable
from .pairs import Replicated
from .ranking import Ranking
from .rate import Rate
from .ratio import Look, Ratio

Plain = dict[str, object]


def plain_ratio(found: Ratio, *, odds: bool = False) -> Plain:
    """Level 1; `odds` says that its exposures were clicks and its ratio one of odds."""
    return {
        "a": found.a,
        "b": found.b,
        "measure": "odds ratio" if odds else "rate ratio",
        "ratio": _tidy(found.ratio),
        "low": _tidy(found.low),
        "high": _tidy(found.high),
        "e_value": _tidy(found.e_value),
        "p_value": _tidy(found.p_value),
        "decided": found.decided,
        "contradicted": found.contradicted,
    }


def plain_look(look: Look, *, odds: bool = False) -> Plain:
    return {"day": look.day.isoformat(), **plain_ratio(look.ratio, odds=odds)}


def plain_applied_per(found: AppliedPer | NotComparable) -> Plain:
    """Both rates and the last look; without an answer the reason."""
    if isinstance(found, NotComparable):
        return {"not_comparable": str(found)}
    rates: Plain = {"rate_a": plain_rate(found.a), "rate_b": plain_rate(found.b)}
    return {**rates, **plain_look(found.looks[-1], odds=found.odds)}


def plain_rate(found: Rate) -> Plain:
    """One of another, 95 %: `low` to `high` for a single look, `ever_low` to `ever_high` for all."""
    return {
        "count": found.count,
        "of": found.of,
        "rate": _tidy(found.rate),
        "low": _tidy(found.low),
        "high": _tidy(found.high),
        "ever_low": _tidy(found.ever_low),
        "ever_high": _tidy(found.ever_high),
    }


def plain_pairs(found: Replicated) -> Plain:
    """Level 2."""
    return {
        "pairs": found.pairs,
        "ratio": _tidy(found.ratio),
        "low": _tidy(found.low),
        "high": _tidy(found.high),
        "e_value": _tidy(found.e_value),
        "p_value": _tidy(found.p_value),
        "decided": found.decided,
        "contradicted": found.contradicted,
    }


def plain_ranking(found: Ranking) -> Plain:
    """The items in the order given."""
    items = [
        {
            "count": item.counted.count,
            "exposure": item.counted.exposure,
            "mean": _tidy(item.posterior.mean),
            "low": _tidy(item.posterior.low),
            "high": _tidy(item.posterior.high),
            "expected_rank": _tidy(item.expected_rank),
            "top_tenth": item.top_tenth,
            "above_usual": _tidy(item.posterior.above(found.prior.mean)),
        }
        for item in found.items
    ]
    prior = found.prior
    return {"shape": _tidy(prior.shape), "rate": _tidy(prior.rate), "learnt": prior.learnt, "items": items}


def plain_cost(found: Cost) -> Plain:
    return {"cost": _tidy(found.cost), "low": _tidy(found.low), "high": _tidy(found.high)}


def _tidy(value: float | None) -> float | None:
    """Twelve significant digits: more are not exact, and 1.9999999999999996 is 2."""
    return None if value is None else float(f"{value:.12g}")

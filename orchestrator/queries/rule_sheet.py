"""What own results say of the advert rules, as a table and as values for files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from orchestrator.reporting.cells import cell

from .rule_results import WINDOW, RuleResult

_HEAD = ("rule", "family", "message", "evidence", "texts_with", "texts_without", "times", "low", "high")


def rule_table(results: Sequence[RuleResult]) -> list[list[str]]:
    """A line for each rule under a head; too few texts to say anything are *unknown*."""
    return [list(_HEAD), *([cell(line[name]) for name in _HEAD] for line in map(_line, results))]


def rule_values(results: Sequence[RuleResult], today: date) -> dict[str, Any]:
    """The same as names and numbers; unknown is null. Ranges are for one look, and it is no experiment."""
    return {
        "from": (today - WINDOW).isoformat(),
        "to": today.isoformat(),
        "experiment": False,
        "rules": [_line(each) for each in results],
    }


def _line(each: RuleResult) -> dict[str, Any]:
    found = each.found
    return {
        "rule": each.rule,
        "family": each.family,
        "message": each.message,
        "evidence": each.evidence,
        "texts_with": each.having,
        "texts_without": each.lacking,
        "times": None if found is None else round(found.ratio, 4),
        "low": None if found is None else round(found.low, 4),
        "high": None if found is None else round(found.high, 4),
    }

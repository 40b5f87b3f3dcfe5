"""Apply the rules to an advert."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from orchestrator.domain.finding import Finding, Severity

from .advert import Advert
from .jurisdiction import jurisdictions
from .rule import Rule
from .rules import RULES
from .subject import Hit, Subject, subject
from .welcome import welcomes

MOST_HITS = 50
"""Findings of one rule that are listed; beyond it the text is no advert."""
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_HUSHED = ("age", "equality")


def check(advert: Advert, today: date) -> list[Finding]:
    """What the rules say, gravest first, then in the order of the tables. No clock, no network, no database.

    Field names are those of an advert file (title, body, pay, benefits …); entries of a list are `benefits[0]`.
    A finding says what was found or not found, never whether an advert is lawful.
    """
    codes = jurisdictions(advert)
    looked_at = subject(advert, today)
    welcomed = welcomes(looked_at)
    found = [
        finding
        for rule in RULES
        if rule.holds(codes, today)
        for finding in _apply(rule, looked_at, welcomed if rule.family in _HUSHED else {})
    ]
    return sorted(found, key=lambda finding: _ORDER[finding.severity])


def _apply(rule: Rule, looked_at: Subject, hushed: dict[str, list[tuple[int, int]]]) -> Iterator[Finding]:
    for hit in islice(rule.trigger(looked_at), MOST_HITS):
        if any(first <= hit.start and hit.end <= last for first, last in hushed.get(hit.field, ()) if hit.end):
            continue
        yield _finding(rule, hit)


def _finding(rule: Rule, hit: Hit) -> Finding:
    told = hit.details or {}
    return Finding(
        rule=rule.id,
        severity=Severity(hit.severity) if hit.severity else rule.severity,
        field=hit.field,
        message=rule.message.format_map(told),
        fix=rule.fix.format_map(told),
        start=hit.start,
        end=hit.end,
        source=f"{rule.source}. Against it: {rule.conflicting}" if rule.conflicting else rule.source,
        evidence=rule.evidence,
        suggestion=hit.suggestion,
    )

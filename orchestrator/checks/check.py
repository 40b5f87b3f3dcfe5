"""Apply the rules to an advert."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orchestrator.domain.advert import Wording
from orchestrator.domain.finding import Finding, Severity
from orchestrator.domain.vacancy import Vacancy

from .rule import Rule, Subject
from .rules import RULES

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def check(wording: Wording, vacancy: Vacancy, today: date) -> list[Finding]:
    """What the rules say of one text for one vacancy, gravest first, then in the order of the table.

    Field names are those of an advert file (title, body, pay, benefits …); entries of a list are `benefits[0]`.
    """
    subject = Subject(wording, vacancy, today)
    found = [finding for rule in RULES if _holds(rule, vacancy) for finding in _apply(rule, subject)]
    return sorted(found, key=lambda finding: _ORDER[finding.severity])


def _holds(rule: Rule, vacancy: Vacancy) -> bool:
    return not rule.countries or vacancy.place.country in rule.countries


def _apply(rule: Rule, subject: Subject) -> Iterator[Finding]:
    for hit in rule.trigger(subject):
        yield Finding(
            rule=rule.id,
            severity=hit.severity or rule.severity,
            field=hit.field,
            message=rule.message.format_map(hit.details),
            fix=rule.fix,
            start=hit.start,
            end=hit.end,
            source=rule.source,
            evidence=rule.evidence,
        )

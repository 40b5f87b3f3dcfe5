"""Answer findings: waive one with a reason, or dismiss a rule's hints for an employer."""

from __future__ import annotations

from sqlalchemy import Connection

from orchestrator.callboard import Callboard
from orchestrator.checks.rules import RULES
from orchestrator.domain.finding import Severity
from orchestrator.storage import adverts, employers, events, waivers

from .refused import refuse

LEAST = 10
"""Characters of a reason; "ok" is none."""
_SEVERITY = {rule.id: rule.severity for rule in RULES}


def waive(callboard: Callboard, actor: str, *, employer: int, advert: int, rule: str, words: str, reason: str) -> None:
    """Record why a finding does not hold for this advert. `words` are those found (`checks.review.excerpt`).

    Raises Refused where the advert is not this employer's, the rule is not known, or no reason is given.
    """
    if rule not in _SEVERITY:
        raise refuse("rule", f"{rule!r} is no rule")
    if len(reason.strip()) < LEAST:
        raise refuse("reason", "give the reason in a few words: which law or which task makes this right")
    with callboard.database.begin() as connection:
        _own(connection, employer, advert)
        waivers.put(connection, employer, advert, rule, words, reason.strip(), actor)
        events.record(connection, actor=actor, kind="waived", employer_id=employer, advert_id=advert,
                      reason=reason.strip(), data={"rule": rule, "words": words})  # fmt: skip


def unwaive(callboard: Callboard, actor: str, *, employer: int, advert: int, rule: str, words: str) -> None:
    """Take a waiver back. Raises Refused where there is none."""
    with callboard.database.begin() as connection:
        _own(connection, employer, advert)
        if not waivers.remove(connection, advert, rule, words):
            raise refuse("rule", "this finding is not waived")
        events.record(connection, actor=actor, kind="unwaived", employer_id=employer, advert_id=advert,
                      data={"rule": rule, "words": words})  # fmt: skip


def dismiss(callboard: Callboard, actor: str, *, employer: int, rule: str) -> None:
    """Do not show this employer the hints of a rule any more. Raises Refused for rules that are more than hints."""
    if rule not in _SEVERITY:
        raise refuse("rule", f"{rule!r} is no rule")
    if _SEVERITY[rule] is Severity.ERROR:
        raise refuse("rule", "an error cannot be dismissed; waive it for the advert, with a reason")
    with callboard.database.begin() as connection:
        if employers.by_id(connection, employer) is None:
            raise refuse("employer", "this employer does not exist")
        waivers.dismiss(connection, employer, rule, actor)
        events.record(connection, actor=actor, kind="dismissed", employer_id=employer, data={"rule": rule})


def restore(callboard: Callboard, actor: str, *, employer: int, rule: str) -> None:
    """Show the hints of a rule again. Raises Refused where they were not dismissed."""
    with callboard.database.begin() as connection:
        if not waivers.restore(connection, employer, rule):
            raise refuse("rule", "the hints of this rule are shown")
        events.record(connection, actor=actor, kind="restored", employer_id=employer, data={"rule": rule})


def _own(connection: Connection, employer: int, advert: int) -> None:
    found = adverts.find(connection, advert)
    if found is None or found.employer_id != employer:
        raise refuse("advert", "this advert does not exist")

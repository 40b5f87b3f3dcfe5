"""Pay transparency in states of the United States (data/us_pay.csv) and in Ontario."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from orchestrator import data
from orchestrator.domain.pay import PayPeriod

from .benefits import count
from .jurisdiction import jurisdictions
from .pay import known, paid, shown
from .subject import Hit, Subject

_BENEFITS = re.compile(
    r"\b(?:benefits?|insurance|401\(?k|paid time off|pto\b|bonus|equity|commission)\b", re.IGNORECASE
)
_SCREENED = re.compile(r"\b(?:artificial intelligence|\bAI\b)", re.IGNORECASE)
_VACANCY = re.compile(
    r"\b(?:existing vacancy|current vacancy|vacant position|actively (?:hiring|recruiting)|this (?:posting"
    r"|position) is (?:for )?(?:an? )?(?:existing|vacant|new))",
    re.IGNORECASE,
)
_ONTARIO_STAFF = 25


@dataclass(frozen=True, slots=True)
class _State:
    code: str
    name: str
    since: date
    employees: int
    benefits: bool
    seen: bool


@cache
def _states() -> tuple[_State, ...]:
    return tuple(
        _State(f"US-{row['state']}", row["name"], date.fromisoformat(row["from"]), int(row["employees"]),
               row["benefits"] == "yes", row["seen"] == "yes")
        for row in data.rows("us_pay.csv")
    )  # fmt: skip


def _held(subject: Subject) -> Iterator[tuple[_State, str | None]]:
    """The states whose statute holds, with a milder severity where it or the number of staff is not sure."""
    codes, staff = jurisdictions(subject.advert), subject.advert.employer.headcount
    for state in _states():
        if (
            state.code in codes
            and state.since <= subject.today
            and paid(subject)
            and (staff is None or staff >= state.employees)
        ):
            sure = state.seen and (staff is not None or state.employees == 1)
            yield state, None if sure else "warning"


def no_range(subject: Subject) -> Iterator[Hit]:
    if not shown(subject):
        for state, severity in _held(subject):
            yield Hit("pay", details={"state": state.name}, severity=severity)


def open_range(subject: Subject) -> Iterator[Hit]:
    pay = subject.vacancy.pay
    if pay is not None and pay.known and (pay.minimum is None or pay.maximum is None):
        for state, severity in _held(subject):
            yield Hit("pay", details={"state": state.name}, severity=severity)


def no_benefits(subject: Subject) -> Iterator[Hit]:
    if count(subject) == 0 and not _BENEFITS.search(subject.text):
        for state, severity in _held(subject):
            if state.benefits:
                yield Hit("benefits", details={"state": state.name}, severity=severity)


def remote_without_pay(subject: Subject) -> Iterator[Hit]:
    if subject.vacancy.place.remote and paid(subject) and not known(subject) and not any(True for _ in _held(subject)):
        yield Hit("pay")


def ontario(subject: Subject) -> Iterator[Hit]:
    """Pay, its width, and two statements; a warning where the number of staff is not known."""
    staff = subject.advert.employer.headcount
    if staff is not None and staff < _ONTARIO_STAFF:
        return
    severity = "warning" if staff is None else None
    pay = subject.vacancy.pay
    if pay is None or not pay.known:
        yield Hit("pay", details={"what": "Pay was not found."}, severity=severity)
    elif (
        pay.period is PayPeriod.YEAR
        and pay.minimum
        and pay.maximum
        and pay.maximum <= 200_000
        and pay.maximum - pay.minimum > Decimal(50_000)
    ):
        yield Hit("pay", details={"what": "The range is wider than $50,000."}, severity=severity)
    if not _VACANCY.search(subject.text):
        yield Hit("body", details={"what": "Whether the vacancy exists was not found."}, severity=severity)
    if not _SCREENED.search(subject.text):
        yield Hit(
            "body",
            details={
                "what": "Whether artificial intelligence screens applicants was not found; leave it out if it does not."
            },
            severity="info",
        )

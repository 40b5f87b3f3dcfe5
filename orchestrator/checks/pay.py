"""Is pay shown, and can it be right?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from orchestrator.domain.finding import Severity
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Contract

from .rule import Hit, Subject

_FIGURE = re.compile(r"[£€$]\s?\d")
_INSTEAD = re.compile(
    r"\b(?:competitive|attractive|negotiable|excellent)\s+(?:salary|pay|rates?|package|remuneration)\b"
    r"|\b(?:salary|pay|rate)\s+(?:is\s+)?(?:competitive|negotiable|dependent\s+on\s+experience|DOE)\b|\bDOE\b",
    re.IGNORECASE,
)
_PLAUSIBLE = {
    PayPeriod.HOUR: (Decimal(3), Decimal(200)),
    PayPeriod.DAY: (Decimal(25), Decimal(3000)),
    PayPeriod.WEEK: (Decimal(50), Decimal(10_000)),
    PayPeriod.MONTH: (Decimal(200), Decimal(60_000)),
    PayPeriod.YEAR: (Decimal(5000), Decimal(1_000_000)),
}
"""What one payment is between in pounds, euros or dollars; outside, the period is probably another."""


def _shown(subject: Subject) -> bool:
    pay = subject.vacancy.pay
    return (pay is not None and pay.known) or bool(_FIGURE.search(subject.wording.body))


def _paid(subject: Subject) -> bool:
    return subject.vacancy.contract is not Contract.VOLUNTEER


def missing(subject: Subject) -> Iterator[Hit]:
    if _paid(subject) and not _shown(subject):
        yield Hit("pay")


def words_instead(subject: Subject) -> Iterator[Hit]:
    """Words such as "competitive salary" where no figure is shown."""
    if _shown(subject) or not _paid(subject):
        return
    for field, text in (*subject.texts(), ("pay.note", subject.vacancy.pay.note if subject.vacancy.pay else "")):
        for found in _INSTEAD.finditer(text):
            yield Hit(field, found.start(), found.end(), {"words": found[0]})


def wide(subject: Subject) -> Iterator[Hit]:
    """A maximum over 1.3 times the minimum (worth a hint from 1.2), or over 10,000 apart below 50,000 a year."""
    pay = subject.vacancy.pay
    if pay is None or pay.minimum is None or pay.maximum is None:
        return
    far_apart = pay.period is PayPeriod.YEAR and pay.maximum - pay.minimum > 10_000 and pay.minimum < 50_000
    if pay.maximum > pay.minimum * Decimal("1.3") or far_apart:
        yield Hit("pay", details=_ends(pay))
    elif pay.maximum > pay.minimum * Decimal("1.2"):
        yield Hit("pay", details=_ends(pay), severity=Severity.INFO)


def implausible(subject: Subject) -> Iterator[Hit]:
    """A sum its period cannot have: 26,500 an hour, 12 a year."""
    pay = subject.vacancy.pay
    if pay is None or pay.currency not in ("GBP", "EUR", "USD"):
        return
    least, most = _PLAUSIBLE[pay.period]
    for name, sum_ in (("min", pay.minimum), ("max", pay.maximum)):
        if sum_ is not None and not least <= sum_ <= most:
            yield Hit(f"pay.{name}", details={"sum": f"{sum_:,}", "period": pay.period.value})


def _ends(pay: Pay) -> dict[str, object]:
    return {"minimum": f"{pay.minimum:,}", "maximum": f"{pay.maximum:,}"}

"""Is pay shown, and can it be right?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Contract
from orchestrator.pay.prose import stated

from .subject import Hit, Subject

_FIGURE = re.compile(r"[£€$]\s?\d")
_INSTEAD = re.compile(
    r"\b(?:(?:highly |very )?(?:competitive|attractive|negotiable|excellent|generous)\s{1,5}(?:basic\s{1,5})?(?:salary"
    r"|salaries|pay|wages?|(?:hourly\s{1,5})?rates?|package|remuneration)\b"
    r"|(?:salary|pay|rate|wage)s?\s{0,5}:?\s{0,5}(?:is\s{1,5}|are\s{1,5})?(?:competitive|negotiable|tbc|dependent\s{1,5}on\s{1,5}experience|depending\s{1,5}on\s{1,5}experience|DOE)\b|DOE\b"
    r"|(?:salary|pay)\s{1,5}(?:to\s{1,5}be|is\s{1,5}to\s{1,5}be)\s{1,5}(?:agreed|discussed|confirmed|negotiated))",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:(?:up\s?to|earn\s{1,5}up\s{1,5}to)\s{1,5}[£€$]\s?\d[\d,.]{0,12}k?|o\.?t\.?e\.?\s?:?\s?(?:of\s{1,5})?[£€$]\s?\d[\d,.]{0,12}k?"
    r"|on[- ]target\s{1,5}earnings)"
    r"|[£€$]\s?\d[\d,.]{0,12}k?\s?\(?o\.?t\.?e\b",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"\s?(?:off|towards|worth|in\s{1,5}(?:rewards?|vouchers?|discounts?)|voucher|per\s{1,5}mile|bonus|welcome|joining|referral|discount"
    r"|a\s{1,5}year\s{1,5}(?:towards|for)|of\s|for\s(?:referr|recommend|training|your)|to\sspend|budget|refer|in\srefer|when\syou\srefer|each\stime)",
    re.IGNORECASE,
)
_BONUS_BEFORE = re.compile(
    r"\b(?:bonus|refer\w*|scheme|reward\w*|expenses|relocation|discount\w*|allowance|bursary|vouchers?|save)\b[^.\n]{0,40}$",
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


def known(subject: Subject) -> bool:
    """Is a figure in the pay field?"""
    return subject.vacancy.pay is not None and subject.vacancy.pay.known


def shown(subject: Subject) -> bool:
    """Is a figure in the pay field or in the text?"""
    return (
        known(subject)
        or bool(stated(subject.text))
        or bool(_FIGURE.search(subject.vacancy.pay.note if subject.vacancy.pay else ""))
    )


def paid(subject: Subject) -> bool:
    return subject.vacancy.contract is not Contract.VOLUNTEER


def missing(subject: Subject) -> Iterator[Hit]:
    if paid(subject) and not shown(subject):
        yield Hit("pay")


def words_instead(subject: Subject) -> Iterator[Hit]:
    """Words such as "competitive salary" where no figure is shown."""
    if shown(subject) or not paid(subject):
        return
    for found in _INSTEAD.finditer(subject.text):
        yield subject.at(*found.span())
    if note := _INSTEAD.search(subject.vacancy.pay.note if subject.vacancy.pay else ""):
        yield Hit("pay.note", note.start(), note.end(), {"words": note[0]})


def wide(subject: Subject) -> Iterator[Hit]:
    """A maximum over 1.3 times the minimum (worth a hint from 1.2), or over 10,000 apart below 50,000 a year."""
    pay = subject.vacancy.pay
    if pay is None or pay.minimum is None or pay.maximum is None:
        return
    far_apart = pay.period is PayPeriod.YEAR and pay.maximum - pay.minimum > 10_000 and pay.minimum < 50_000
    if pay.maximum > pay.minimum * Decimal("1.3") or far_apart:
        yield Hit("pay", details=_ends(pay))
    elif pay.maximum > pay.minimum * Decimal("1.2"):
        yield Hit("pay", details=_ends(pay), severity="info")


def implausible(subject: Subject) -> Iterator[Hit]:
    """A sum its period cannot have: 26,500 an hour, 12 a year."""
    pay = subject.vacancy.pay
    if pay is None or pay.currency not in ("GBP", "EUR", "USD"):
        return
    least, most = _PLAUSIBLE[pay.period]
    for name, sum_ in (("min", pay.minimum), ("max", pay.maximum)):
        if sum_ is not None and not least <= sum_ <= most:
            yield Hit(f"pay.{name}", details={"sum": f"{sum_:,}", "period": pay.period.value})


def open_ended(subject: Subject) -> Iterator[Hit]:
    """ "Up to" and on-target earnings without the pay that is certain."""
    pay = subject.vacancy.pay
    if pay is not None and pay.minimum is not None:
        return
    if pay is not None and pay.maximum is not None:
        yield Hit("pay", details={"words": f"up to {pay.maximum:,}"})
        return
    if not subject.has("up to", "upto", "ote", "o.t.e", "on-target", "on target"):
        return
    if any(each.minimum is not None for _, _, each in stated(subject.text)):
        return
    for found in _OPEN.finditer(subject.text):
        if _NOT_PAY.match(subject.text, found.end()) or _BONUS_BEFORE.search(
            subject.text[max(0, found.start() - 60) : found.start()]
        ):
            continue
        yield subject.at(*found.span())


def only_in_text(subject: Subject) -> Iterator[Hit]:
    if known(subject):
        return
    for first, last, pay in stated(subject.text):
        ends = " to ".join(str(end) for end in dict.fromkeys((pay.minimum, pay.maximum)) if end is not None)
        hit = subject.at(first, last, read=f"{ends} a {pay.period.value if pay.period else 'year'}")
        if not hit.field.startswith(("title", "checks")):
            yield hit
            return


def hidden(subject: Subject) -> Iterator[Hit]:
    """A board with a pay field that candidates filter by, and no pay on it."""
    for board in subject.advert.boards:
        if board.pays_filter and paid(subject) and (board.pay_hidden or not known(subject)):
            yield Hit("pay", details={"board": board.label})


def contradicts(subject: Subject) -> Iterator[Hit]:
    """The text states pay for the same period, and none of it touches the range of the pay field."""
    pay = subject.vacancy.pay
    if pay is None or not pay.known:
        return
    low, high = pay.minimum or pay.maximum, pay.maximum or pay.minimum
    others = [each for each in stated(subject.text) if each[2].period is pay.period and not each[2].assumed]
    if not others or low is None or high is None:
        return
    for _, _, each in others:
        least, most = each.minimum or each.maximum, each.maximum or each.minimum
        if least is not None and most is not None and least <= high * Decimal("1.01") and most >= low * Decimal("0.99"):
            return
    first, last, _ = others[0]
    yield subject.at(first, last, field=" to ".join(f"{end:,}" for end in dict.fromkeys((low, high))))


def _ends(pay: Pay) -> dict[str, object]:
    return {"minimum": f"{pay.minimum:,}", "maximum": f"{pay.maximum:,}"}

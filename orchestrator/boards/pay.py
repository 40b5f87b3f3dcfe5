"""Pay in the dialects of boards: decimal texts, minor units, the periods a board knows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from orchestrator.domain.pay import Pay, PayPeriod

A_YEAR = {PayPeriod.YEAR: 1, PayPeriod.MONTH: 12, PayPeriod.WEEK: 52}
"""How often a period's pay is paid in a year. Hours and days depend on the contract, so they are not in here."""


def decimal(amount: Decimal) -> str:
    """`26064`, `12.60`: whole amounts without a fraction, others with two places, never an exponent."""
    return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{_cents(amount):.2f}"


def minor(amount: Decimal) -> int:
    """In hundredths (pence, cents): the currencies this is used for have them."""
    return int(_cents(amount) * 100)


def whole(amount: Decimal) -> int:
    """In whole units, halves upwards."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def given_by(pay: Pay | None, periods: Collection[PayPeriod]) -> Pay | None:
    """`pay` in one of `periods`: its own, else by the year where that is exact arithmetic.

    None where nothing is known, or where it cannot be said without knowing the hours worked.
    """
    if pay is None or not pay.known:
        return None
    if pay.period in periods:
        return pay
    if pay.period not in A_YEAR or PayPeriod.YEAR not in periods:
        return None
    times = A_YEAR[pay.period]
    least, most = (None if end is None else end * times for end in (pay.minimum, pay.maximum))
    return replace(pay, minimum=least, maximum=most, period=PayPeriod.YEAR)


def spoken(pay: Pay | None) -> str:
    """`GBP 26064 - 30000 per year`, for boards whose field is a text; empty when nothing is known."""
    if pay is None or not pay.known:
        return ""
    ends = " - ".join(dict.fromkeys(decimal(end) for end in (pay.minimum, pay.maximum) if end is not None))
    return f"{pay.currency} {ends} per {pay.period.value}"


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)

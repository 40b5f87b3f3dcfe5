"""What a vacancy pays, as candidates read it."""

from __future__ import annotations

from decimal import Decimal

from orchestrator.domain.pay import Pay, PayPeriod

_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_PERIODS = {
    PayPeriod.HOUR: "an hour",
    PayPeriod.DAY: "a day",
    PayPeriod.WEEK: "a week",
    PayPeriod.MONTH: "a month",
    PayPeriod.YEAR: "a year",
}


def pay_text(pay: Pay | None) -> str:
    """`£26,064 to £30,000 a year`, `From £12.60 an hour`; the note follows. Empty when nothing is known."""
    if pay is None:
        return ""
    return ", ".join(part for part in (_amounts(pay), pay.note.strip()) if part)


def _amounts(pay: Pay) -> str:
    """Both ends are written alike: with pence if either has them, or if the pay is by the hour."""
    if not pay.known:
        return ""
    ends = [end for end in (pay.minimum, pay.maximum) if end is not None]
    pence = pay.period is PayPeriod.HOUR or any(end != end.to_integral_value() for end in ends)
    least, most = (_money(end, pay.currency, pence) for end in (ends[0], ends[-1]))
    if pay.minimum is None:
        amount = f"Up to {most}"
    elif pay.maximum is None:
        amount = f"From {least}"
    else:
        amount = least if pay.minimum == pay.maximum else f"{least} to {most}"
    return f"{amount} {_PERIODS[pay.period]}"


def _money(amount: Decimal, currency: str, pence: bool) -> str:
    number = f"{amount:,.2f}" if pence else f"{amount:,.0f}"
    sign = _SIGNS.get(currency)
    return f"{sign}{number}" if sign else f"{currency} {number}"

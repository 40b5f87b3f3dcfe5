"""Pay as people and programs write it."""

from __future__ import annotations

import re
from decimal import Decimal

from orchestrator.domain.pay import Pay, PayPeriod

MOST = Decimal("9999999999.99")
"""What the store holds."""

_AMOUNT = re.compile(r"(?:[£€$]|[A-Z]{3}\s)?\s*(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,2}0*)?")
_SIGN = {"£": "GBP", "€": "EUR", "$": "USD"}
_CURRENCY_OF_COUNTRY = {
    "GB": "GBP",
    "US": "USD",
    "CA": "CAD",
    "AU": "AUD",
    "NZ": "NZD",
    "CH": "CHF",
    "IN": "INR",
} | dict.fromkeys(
    (
        "AT",
        "BE",
        "DE",
        "ES",
        "FI",
        "FR",
        "GR",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PT",
        "SI",
        "SK",
        "CY",
        "EE",
        "HR",
    ),
    "EUR",
)
_PERIODS: dict[str, PayPeriod] = {
    "hour": PayPeriod.HOUR, "hourly": PayPeriod.HOUR, "hr": PayPeriod.HOUR, "h": PayPeriod.HOUR, "pt1h": PayPeriod.HOUR,
    "day": PayPeriod.DAY, "daily": PayPeriod.DAY, "p1d": PayPeriod.DAY,
    "week": PayPeriod.WEEK, "weekly": PayPeriod.WEEK, "p1w": PayPeriod.WEEK,
    "month": PayPeriod.MONTH, "monthly": PayPeriod.MONTH, "p1m": PayPeriod.MONTH,
    "year": PayPeriod.YEAR, "yearly": PayPeriod.YEAR, "annual": PayPeriod.YEAR, "annually": PayPeriod.YEAR,
    "annum": PayPeriod.YEAR, "pa": PayPeriod.YEAR, "p1y": PayPeriod.YEAR,
}  # fmt: skip


def amount(text: str) -> Decimal:
    """A sum such as 26500, 26,500.00, £12.71 or 65000.0. Raises ValueError for anything else and for more than MOST."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text.strip()[:40]!r} is no sum")
    value = Decimal(found[1].replace(",", "") + (found[2] or "")).quantize(Decimal("0.01"))
    if value > MOST:
        raise ValueError(f"{text.strip()[:40]!r} is more than {MOST}")
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def period(text: str) -> PayPeriod | None:
    """The period a word stands for: YEAR, yearly, per annum, p.a., P1Y … None when it is not known."""
    word = re.sub(r"^(?:per|a|an|/)\s*", "", text.strip().lower().replace(".", ""))
    return _PERIODS.get(word)


def currency(text: str, country: str = "") -> str | None:
    """The ISO 4217 code in `text` (a code or a text with a sign); where it is empty the currency of `country`."""
    word = text.strip().upper()
    if re.fullmatch(r"[A-Z]{3}", word):
        return word
    for sign, code in _SIGN.items():
        if sign in word:
            return code
    return None if word else _CURRENCY_OF_COUNTRY.get(country)


def pay_of(
    minimum: Decimal | None,
    maximum: Decimal | None,
    money: str | None,
    unit: PayPeriod | None,
    note: str,
) -> tuple[Pay | None, tuple[str, ...]]:
    """Pay from parts that may be missing, zero (which means unknown) or contradictory, and notes on what was left out.

    Nothing is guessed: sums without a currency or a period go into the pay's note.
    """
    minimum, maximum = minimum or None, maximum or None
    if minimum is None and maximum is None:
        return (Pay(None, None, money or "GBP", unit or PayPeriod.YEAR, note) if note else None), ()
    figures = " to ".join(str(end) for end in (minimum, maximum) if end is not None)
    problem = (
        f"the currency of the pay {figures} is not stated" if money is None
        else f"the period of the pay {figures} is not stated" if unit is None
        else f"the pay {figures} is the wrong way round" if minimum and maximum and minimum > maximum
        else ""
    )  # fmt: skip
    if problem or money is None or unit is None:
        kept = "; ".join(part for part in (figures, note) if part)
        return Pay(None, None, money or "GBP", unit or PayPeriod.YEAR, kept), (
            f"{problem}; kept as the pay's note only",
        )
    return Pay(minimum, maximum, money, unit, note), ()

"""One sum, one currency, one period, as people and programs write them."""

from __future__ import annotations

import re
from decimal import Decimal

from orchestrator.domain.pay import PayPeriod

MOST = Decimal("9999999999.99")
"""What the store holds."""

_AMOUNT = re.compile(r"(?:[£€$]|[A-Z]{3}\s)?\s*(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,2}0*)?")
_SIGN = {"£": "GBP", "€": "EUR", "$": "USD"}
_EURO = "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"
_CURRENCY_OF_COUNTRY = {
    "GB": "GBP", "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "CH": "CHF", "IN": "INR",
} | dict.fromkeys(_EURO.split(), "EUR")  # fmt: skip
_PERIODS: dict[str, PayPeriod] = {
    "hour": PayPeriod.HOUR, "hourly": PayPeriod.HOUR, "hr": PayPeriod.HOUR, "h": PayPeriod.HOUR, "pt1h": PayPeriod.HOUR,
    "ph": PayPeriod.HOUR, "day": PayPeriod.DAY, "daily": PayPeriod.DAY, "p1d": PayPeriod.DAY, "pd": PayPeriod.DAY,
    "week": PayPeriod.WEEK, "weekly": PayPeriod.WEEK, "p1w": PayPeriod.WEEK, "pw": PayPeriod.WEEK,
    "month": PayPeriod.MONTH, "monthly": PayPeriod.MONTH, "p1m": PayPeriod.MONTH, "pcm": PayPeriod.MONTH,
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
    return plain(value)


def plain(value: Decimal) -> Decimal:
    """`value` to the penny, without pennies where there are none."""
    rounded = value.quantize(Decimal("0.01"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


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

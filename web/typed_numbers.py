"""Numbers of a vacancy as people type them; each raises ValueError for what it does not take."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation


def read_amount(text: str) -> Decimal:
    """A sum of money above 0, in whole pence; thousands may have commas, and a pound sign may stand before it."""
    try:
        read = Decimal(text.replace(",", "").replace("£", "").strip())
    except InvalidOperation:
        raise ValueError(text) from None
    if not read.is_finite() or not 0 < read < 10_000_000_000 or read != round(read, 2):
        raise ValueError(text)
    return read


def read_weekly(text: str) -> float:
    """Hours a week."""
    hours = float(text)
    if not 0 < hours <= 168:
        raise ValueError(text)
    return hours

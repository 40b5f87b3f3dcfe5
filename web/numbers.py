"""Counts, ranges and money in words: `to`, not a dash; unknown is a word, never blank."""

from __future__ import annotations

from datetime import datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from markupsafe import Markup

from orchestrator.domain.figure import Figure

from .times import time_tag

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}


def number(value: int | None) -> str | Markup:
    """`1,204`; None becomes the word *unknown*."""
    return unknown() if value is None else f"{value:,}"


def unknown(word: str = "unknown") -> Markup:
    """The word for what is not known, marked as such."""
    return Markup('<span class="unknown">{}</span>').format(word)


def plural(value: int, one: str, many: str | None = None) -> str:
    """`1 posting`, `27 postings`; `many` only for irregular words."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def figure(value: Figure | int | None, now: datetime, zone: tzinfo) -> Markup:
    """A count: its number, its range if it has one, or the word for why there is none.

    A stale one keeps its number and says of when it is, on the page and not only on hover.
    """
    known = value if isinstance(value, Figure) else Figure(value)
    if known.value is None:
        return unknown(known.absent)
    words = with_range(f"{known.value:,}", known.low, known.high)
    if not known.stale or known.as_of is None:
        return Markup('<span class="num">{}</span>').format(words)
    return Markup('<span class="num stale">{}</span> <span class="sub">as of {}</span>').format(
        words, time_tag(known.as_of, now, zone)
    )


def to_range(low: object | None, high: object | None) -> str:
    """`9 to 21`; `at least 9` without a high end, `up to 21` without a low one."""
    if low is None and high is None:
        raise ValueError("a range needs at least one end")
    if high is None:
        return f"at least {_plain(low)}"
    if low is None:
        return f"up to {_plain(high)}"
    return f"{_plain(low)} to {_plain(high)}" if low != high else _plain(low)


def with_range(value: object, low: object | None, high: object | None) -> str:
    """`58 (44 to 75)`; the value alone without a range."""
    return _plain(value) if low is None and high is None else f"{_plain(value)} ({to_range(low, high)})"


def ratio_range(low: float, high: float | None) -> str:
    """`0.7 to 3.7 times`; one decimal, because the data never carry more."""
    return f"{low:.1f} to {high:.1f} times" if high is not None else f"at least {low:.1f} times, no upper limit"


def money(amount: Decimal | int | None, currency: str = "GBP") -> str | Markup:
    """A cost in the currency's major unit: whole above 10, with pence below; None is *unknown*.

    Pay is not a cost: use `pay`, which never rounds.
    """
    if amount is None:
        return unknown()
    exact = Decimal(amount)
    return pay(exact.quantize(Decimal(1), ROUND_HALF_UP) if abs(exact) >= 10 else exact, currency)


def money_range(low: Decimal | int, high: Decimal | int | None, currency: str = "GBP") -> str:
    """`£17 to £31`; `at least £17` without a high end."""
    return to_range(money(low, currency), None if high is None else money(high, currency))


def pay(amount: Decimal | int, currency: str = "GBP") -> str:
    """An amount as it is: `£26,200`, `£12.21`, `CHF 31,000`."""
    exact = Decimal(amount)
    cents = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    digits = f"{abs(cents):,.0f}" if cents == cents.to_integral_value() else f"{abs(cents):,.2f}"
    sign = "-" if cents < 0 else ""
    return f"{sign}{SYMBOLS.get(currency, currency + ' ')}{digits}"


def _plain(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)

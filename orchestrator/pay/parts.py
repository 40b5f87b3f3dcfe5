"""Pay from the parts a table or a program gives."""

from __future__ import annotations

from decimal import Decimal

from orchestrator.domain.pay import Pay, PayPeriod


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

"""Pay as a text states it, and what that makes in a year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from orchestrator.domain.pay import Pay, PayPeriod

from .amount import plain

FULL_TIME_HOURS = Decimal("37.5")
WEEKS = Decimal(52)
DAYS = Decimal(260)
MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class StatedPay:
    """None where the text does not say. `currency` is ISO 4217, `hours` a week.

    `note` says in words what the figures alone do not: pro rata, OTE, what was taken from the size of a sum.
    `assumed`: the period is not written, the size of the sum leaves one only.
    """

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    currency: str | None = None
    period: PayPeriod | None = None
    hours: Decimal | None = None
    note: str = ""
    assumed: bool = False

    @property
    def known(self) -> bool:
        return self.minimum is not None or self.maximum is not None

    @property
    def annual_minimum(self) -> Decimal | None:
        return annual(self.minimum, self.period, self.hours)

    @property
    def annual_maximum(self) -> Decimal | None:
        return annual(self.maximum, self.period, self.hours)


def annual(value: Decimal | None, period: PayPeriod | None, hours: Decimal | None = None) -> Decimal | None:
    """What `value` a period makes in a year: 52 weeks, 260 days, `hours` a week or 37.5 where they are not known.

    A sum for a year stays as it is: "pro rata" is said of the full-time sum.
    """
    if value is None or period is None:
        return None
    times = {
        PayPeriod.HOUR: (hours or FULL_TIME_HOURS) * WEEKS,
        PayPeriod.DAY: DAYS,
        PayPeriod.WEEK: WEEKS,
        PayPeriod.MONTH: MONTHS,
        PayPeriod.YEAR: Decimal(1),
    }
    return plain(value * times[period])


def annual_range(pay: Pay | None, hours: float | None) -> tuple[Decimal | None, Decimal | None]:
    """Both ends of a vacancy's pay in a year."""
    if pay is None:
        return None, None
    week = None if hours is None else Decimal(str(hours))
    return annual(pay.minimum, pay.period, week), annual(pay.maximum, pay.period, week)

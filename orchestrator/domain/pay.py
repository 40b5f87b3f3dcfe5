"""What a vacancy pays."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class PayPeriod(StrEnum):
    """The time one payment stands for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Pay:
    """A range in major units of `currency` (ISO 4217). Either end may be unknown, never zero for unknown."""

    minimum: Decimal | None
    maximum: Decimal | None
    currency: str = "GBP"
    period: PayPeriod = PayPeriod.YEAR
    note: str = ""

    def __post_init__(self) -> None:
        if self.minimum is not None and self.minimum <= 0:
            raise ValueError("minimum must be more than 0; leave it out when it is unknown")
        if self.maximum is not None and self.maximum <= 0:
            raise ValueError("maximum must be more than 0; leave it out when it is unknown")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"minimum {self.minimum} is more than maximum {self.maximum}")

    @property
    def known(self) -> bool:
        return self.minimum is not None or self.maximum is not None

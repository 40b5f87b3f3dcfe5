"""Pay in words: both ends alike, pence by the hour, nothing for what is not known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.rendering.pay_text import pay_text


def pay(minimum: str | None, maximum: str | None, period: PayPeriod = PayPeriod.YEAR, **more: str) -> Pay:
    ends = (None if each is None else Decimal(each) for each in (minimum, maximum))
    return Pay(*ends, period=period, **more)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (pay("26064", "30000"), "£26,064 to £30,000 a year"),
        (pay("26064.00", "30000.50"), "£26,064.00 to £30,000.50 a year"),
        (pay("26064", "26064"), "£26,064 a year"),
        (pay("12.6", "13", PayPeriod.HOUR), "£12.60 to £13.00 an hour"),
        (pay("12", None, PayPeriod.HOUR), "From £12.00 an hour"),
        (pay(None, "500", PayPeriod.WEEK), "Up to £500 a week"),
        (pay("2000", "2500", PayPeriod.MONTH, currency="EUR"), "€2,000 to €2,500 a month"),
        (pay("90", "90", PayPeriod.DAY, currency="CHF"), "CHF 90 a day"),
        (pay("20000", "21000", note="plus mileage"), "£20,000 to £21,000 a year, plus mileage"),
        (pay(None, None), ""),
        (pay(None, None, note="Agenda for Change band 5"), "Agenda for Change band 5"),
        (None, ""),
    ],
)
def test_pay_text(given: Pay | None, words: str) -> None:
    assert pay_text(given) == words

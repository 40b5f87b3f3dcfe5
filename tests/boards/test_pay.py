"""Pay in the dialects of boards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orchestrator.boards import Pay, PayPeriod, decimal, given_by, minor, whole


@pytest.mark.parametrize(
    ("amount", "words", "pence", "units"),
    [
        ("26064", "26064", 2_606_400, 26_064),
        ("12.6", "12.60", 1_260, 13),
        ("12.605", "12.61", 1_261, 13),
        ("1E+4", "10000", 1_000_000, 10_000),
    ],
)
def test_amounts(amount: str, words: str, pence: int, units: int) -> None:
    assert (decimal(Decimal(amount)), minor(Decimal(amount)), whole(Decimal(amount))) == (words, pence, units)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (PayPeriod.WEEK, (Decimal(26_000), PayPeriod.YEAR)),
        (PayPeriod.MONTH, (Decimal(6_000), PayPeriod.YEAR)),
        (PayPeriod.HOUR, (Decimal(500), PayPeriod.HOUR)),
    ],
)
def test_pay_by_a_period_that_is_not_known_is_given_by_the_year(
    period: PayPeriod, expected: tuple[Decimal, PayPeriod]
) -> None:
    found = given_by(Pay(Decimal(500), None, period=period), {PayPeriod.HOUR, PayPeriod.YEAR})
    assert found is not None
    assert (found.minimum, found.period, found.maximum) == (*expected, None)


def test_what_would_need_the_hours_worked_is_not_said() -> None:
    assert given_by(Pay(Decimal(12), None, period=PayPeriod.HOUR), {PayPeriod.YEAR}) is None
    assert given_by(Pay(None, None, note="Competitive"), {PayPeriod.YEAR}) is None
    assert given_by(None, {PayPeriod.YEAR}) is None

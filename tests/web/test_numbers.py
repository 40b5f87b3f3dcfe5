"""Zero, unknown and stale stay three different things."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from orchestrator.domain.figure import Absent, Figure
from web.filters import script_json
from web.numbers import figure, money, money_range, number, pay, plural, ratio_range, to_range, with_range

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


def test_zero_unknown_and_stale_differ() -> None:
    assert figure(0, NOW, LONDON) == '<span class="num">0</span>'
    assert figure(None, NOW, LONDON) == '<span class="unknown">unknown</span>'
    assert figure(Figure(None, absent=Absent.NONE_YET), NOW, LONDON) == '<span class="unknown">none yet</span>'
    stale = figure(Figure(19, datetime(2026, 11, 21, 6, tzinfo=UTC), stale=True), NOW, LONDON)
    assert '<span class="num stale">19</span>' in stale
    assert "Saturday 21 November 2026, 06:00 GMT" in stale


def test_stale_needs_its_date() -> None:
    with pytest.raises(ValueError, match="as_of"):
        Figure(19, stale=True)


def test_ranges() -> None:
    assert figure(Figure(58, low=44, high=75), NOW, LONDON) == '<span class="num">58 (44 to 75)</span>'
    assert with_range(55, None, None) == "55"
    assert to_range(9, 21) == "9 to 21"
    assert to_range(1200, 1204) == "1,200 to 1,204"
    assert to_range(9, None) == "at least 9"
    assert to_range(None, 3) == "up to 3"
    assert to_range(0, 0) == "0"
    assert ratio_range(0.7, 3.7) == "0.7 to 3.7 times"
    assert ratio_range(0.7, None) == "at least 0.7 times, no upper limit"


def test_counts() -> None:
    assert number(1204) == "1,204"
    assert plural(1, "vacancy", "vacancies") == "1 vacancy"
    assert plural(27, "posting") == "27 postings"
    assert plural(0, "posting") == "0 postings"


def test_money() -> None:
    assert money(Decimal("21.60")) == "£22"
    assert money(Decimal("10.50")) == "£11"
    assert money(Decimal("9.5")) == "£9.50"
    assert money(Decimal(0)) == "£0"
    assert money(None) == '<span class="unknown">unknown</span>'
    assert money_range(Decimal(17), Decimal("30.6")) == "£17 to £31"
    assert with_range(money(22), money(17), None) == "£22 (at least £17)"


def test_pay_is_never_rounded() -> None:
    assert pay(Decimal("12.21")) == "£12.21"
    assert pay(26200) == "£26,200"
    assert pay(Decimal(31000), "CHF") == "CHF 31,000"


def test_json_for_a_script_element() -> None:
    assert script_json('"</script><!--\u2028&"') == '"\\u003c/script\\u003e\\u003c!--\\u2028\\u0026"'

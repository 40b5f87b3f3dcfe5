"""UK pay texts against what a person reads in them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orchestrator.domain.pay import PayPeriod
from orchestrator.pay.parse import parse
from orchestrator.pay.stated import StatedPay, annual

from .labelled import labelled, same


def test_nearly_all_labelled_texts_are_read_as_a_person_reads_them() -> None:
    cases = labelled()
    wrong = [text for text, told in cases if not same(text, told)]
    assert len(cases) >= 300
    assert len(wrong) <= 0.05 * len(cases), wrong


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("£12.71 per hour", "24784.50", "24784.50"),
        ("£12.71 per hour, 30 hours a week", "19827.60", "19827.60"),
        ("£26,064 - £30,000 per annum pro rata, 22.5 hrs", "26064", "30000"),
        ("£150 - £200 per day", "39000", "52000"),
        ("£650pw", "33800", "33800"),
        ("£2,100 pcm", "25200", "25200"),
        ("up to £12.60 p/h", None, "24570"),
        ("£95 per shift", None, None),
        ("negotiable", None, None),
    ],
)
def test_a_year(text: str, least: str | None, most: str | None) -> None:
    found = parse(text)
    assert found.annual_minimum == (None if least is None else Decimal(least))
    assert found.annual_maximum == (None if most is None else Decimal(most))


def test_what_the_figures_do_not_say_is_in_the_note() -> None:
    assert "at 22.5 of 37.5 hours 15638.40" in parse("£26,064 per annum pro rata, 22.5 hrs").note
    assert "on-target earnings" in parse("£25k basic, £40k OTE").note
    assert parse("Competitive").note == "no figure; Competitive"
    assert parse("").note == "empty"
    assert annual(None, PayPeriod.YEAR) is None


@pytest.mark.parametrize(
    "piece",
    ["£1", "£", "1,", "1 ", "12.71-", "per ", "p", "plus ", "12 hours ", "9am-", "up to ", " ", "\n", "1", "£1k to ",
     "bonus ", "a", "band 5-", "2024/", "£9 per hour ", "зар£1"],
)  # fmt: skip
def test_any_text_is_answered_at_once(piece: str) -> None:
    """A million characters: what a pattern could go back and forth in never ends."""
    assert isinstance(parse(piece * (1_000_000 // len(piece))), StatedPay)

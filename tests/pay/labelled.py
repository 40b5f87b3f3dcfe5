"""The labelled pay texts, and which of them are read otherwise; `benchmarks.checks` counts them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from orchestrator.domain.pay import PayPeriod
from orchestrator.pay.parse import parse
from orchestrator.pay.stated import StatedPay

LABELLED = Path(__file__).with_name("labelled.tsv")


def labelled() -> list[tuple[str, StatedPay]]:
    """Text, and what a person reads in it."""
    cases = []
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, *told = (part.strip() for part in line.rsplit("|", 5))
        low, high, hours = (None if told[number] == "-" else Decimal(told[number]) for number in (0, 1, 4))
        money, unit = (None if told[number] == "-" else told[number] for number in (2, 3))
        cases.append((text, StatedPay(low, high, money, PayPeriod(unit) if unit else None, hours)))
    return cases


def same(text: str, told: StatedPay) -> bool:
    """Is the text read as the person reads it?"""
    found = parse(text)
    return all(
        getattr(found, name) == getattr(told, name) for name in ("minimum", "maximum", "currency", "period", "hours")
    )

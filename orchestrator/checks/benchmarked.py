"""How the pay stands beside what others pay in the region, where enough is known."""

from __future__ import annotations

from collections.abc import Iterator

from orchestrator.pay.benchmark import Benchmark
from orchestrator.pay.stated import annual_range

from .benefits import count
from .subject import Hit, Subject


def unusual(subject: Subject) -> Iterator[Hit]:
    """Outside the middle nine tenths."""
    known, least = subject.advert.benchmark, annual_range(subject.vacancy.pay, subject.vacancy.weekly_hours)[0]
    if isinstance(known, Benchmark) and least is not None and not known.p5 <= least <= known.p95:
        yield Hit(
            "pay", details={"sum": f"{least:,}", "low": f"{known.p5:,.0f}", "high": f"{known.p95:,.0f}"} | _said(known)
        )


def below(subject: Subject) -> Iterator[Hit]:
    """Below the middle, and fewer than three strengths that are no pay."""
    known, most = subject.advert.benchmark, annual_range(subject.vacancy.pay, subject.vacancy.weekly_hours)[1]
    if isinstance(known, Benchmark) and most is not None and most < known.median and count(subject) < 3:
        yield Hit(
            "pay",
            details={"sum": f"{most:,}", "median": f"{known.median:,.0f}", "count": count(subject) or "no"}
            | _said(known),
        )


def _said(known: Benchmark) -> dict[str, object]:
    return {"n": known.n, "region": known.region, "first": known.first.isoformat(), "last": known.last.isoformat()}

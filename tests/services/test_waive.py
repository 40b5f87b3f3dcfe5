"""Waivers and dismissed hints, and what the findings of a stored advert are with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from orchestrator.callboard import Callboard
from orchestrator.checks.review import Review
from orchestrator.domain.advert import Wording
from orchestrator.domain.pay import Pay
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy
from orchestrator.pay.benchmark import Benchmark
from orchestrator.queries.checked import checked
from orchestrator.queries.pay_benchmark import pay_benchmark
from orchestrator.services.add_employer import add_employer
from orchestrator.services.refused import Refused
from orchestrator.services.save_advert import save_advert
from orchestrator.services.save_vacancy import save_vacancy
from orchestrator.services.waive import dismiss, restore, unwaive, waive
from orchestrator.storage import pay_references
from orchestrator.storage.pay_references import PayReference
from orchestrator.storage.tables import event

TODAY = date(2026, 11, 24)
FACTS = Vacancy(
    "Care Coordinator", Place("Torquay", "Devon", "TQ1 3EX"), Pay(Decimal(26000), Decimal(28000)), weekly_hours=37.5
)
TEXT = Wording("Care Coordinator", "A dynamic team. You must be aged 25-40.")
REASON = "The part is that of a thirty-year-old."


def add(callboard: Callboard, name: str = "Fairhaven") -> tuple[int, int]:
    """An employer with one advert; both ids."""
    employer = add_employer(callboard, "ana", name).id
    return employer, save_advert(callboard, "ana", employer, "Advert", {"A": TEXT}, []).id


def look(callboard: Callboard, employer: int, advert: int) -> Review:
    with callboard.database.read() as connection:
        return checked(connection, callboard.registry, employer, TEXT, FACTS, TODAY, advert=advert)


def test_a_waiver_unblocks_this_advert_and_can_be_taken_back(callboard: Callboard) -> None:
    employer, advert = add(callboard)
    assert [finding.rule for finding in look(callboard, employer, advert).errors] == ["EQA-AGE-01"]
    waive(callboard, "ana", employer=employer, advert=advert, rule="EQA-AGE-01", words="Aged 25-40", reason=REASON)
    after = look(callboard, employer, advert)
    assert not after.blocked
    assert [(each.waiver.reason, each.waiver.by) for each in after.waived] == [(REASON, "ana")]
    unwaive(callboard, "ana", employer=employer, advert=advert, rule="EQA-AGE-01", words="aged 25-40")
    assert look(callboard, employer, advert).blocked
    with callboard.database.read() as connection:
        kinds = [row.kind for row in connection.execute(event.select().order_by(event.c.at))]
    assert kinds[-2:] == ["waived", "unwaived"]


def test_a_waiver_needs_a_reason_a_rule_and_the_employers_own_advert(callboard: Callboard) -> None:
    employer, advert = add(callboard)
    other, _ = add(callboard, "Other")
    for wrong in ({"reason": "ok"}, {"rule": "NO-01"}, {"employer": other}, {"advert": advert + 99}):
        asked = {"employer": employer, "advert": advert, "rule": "EQA-AGE-01", "words": "x", "reason": REASON} | wrong
        with pytest.raises(Refused):
            waive(callboard, "ana", **asked)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="not waived"):
        unwaive(callboard, "ana", employer=employer, advert=advert, rule="EQA-AGE-01", words="x")


def test_a_dismissed_hint_stays_dismissed_for_that_employer(callboard: Callboard) -> None:
    employer, advert = add(callboard)
    other, others = add(callboard, "Other")
    dismiss(callboard, "ana", employer=employer, rule="EQA-AGE-05")
    dismiss(callboard, "ana", employer=employer, rule="EQA-AGE-05")
    assert [finding.rule for finding in look(callboard, employer, advert).dismissed] == ["EQA-AGE-05"]
    assert look(callboard, other, others).dismissed == ()
    restore(callboard, "ana", employer=employer, rule="EQA-AGE-05")
    assert look(callboard, employer, advert).dismissed == ()
    with pytest.raises(Refused, match="waive it"):
        dismiss(callboard, "ana", employer=employer, rule="EQA-AGE-01")


def test_pay_is_compared_with_the_same_work_in_the_same_region_once_there_is_enough(callboard: Callboard) -> None:
    employer, _ = add(callboard)
    towns = [("Exeter", "EX1 1AA"), ("Plymouth", "PL1 1AA"), ("Leeds", "LS1 1AA")]
    for number in range(15):
        town, postcode = towns[number % 3]
        facts = Vacancy("Care Co-ordinator" if number % 2 else "Care Coordinator", Place(town, postcode=postcode),
                        Pay(Decimal(25000 + 200 * number), None), requisition=f"r{number}")  # fmt: skip
        save_vacancy(callboard, "ana", employer, facts)
    with callboard.database.begin() as connection:
        first = pay_benchmark(connection, FACTS, TODAY)
        figures = [
            PayReference("Care Coordinator", "South West England", Decimal(30000 + n), TODAY, "survey")
            for n in range(5)
        ]
        assert pay_references.add(connection, None, figures) == 5
        assert pay_references.add(connection, None, figures) == 0
        second = pay_benchmark(connection, FACTS, TODAY)
        unknown = pay_benchmark(connection, Vacancy("Care Coordinator", Place("Nowhere")), TODAY)
    assert isinstance(first, Benchmark)
    assert (first.region, first.n) == ("South West England", 10)
    assert Decimal(25000) <= first.p5 <= first.median <= first.p95 <= Decimal(28000)
    assert isinstance(second, Benchmark)
    assert second.n == 15
    assert second.median > first.median
    assert str(unknown) == "not enough data: 0 of 10 needed for this region"

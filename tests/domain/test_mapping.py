"""What a board's field gets for a fact of the vacancy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orchestrator.domain.mapping import Fact, Rule, coverage, filled, mapped, values_of
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

VACANCY = Vacancy("Care Coordinator", Place("Leeds", "West Yorkshire"), category="Social care")
CARE = Rule("sector", Fact.CATEGORY, "Social care", "12")
REST = Rule("sector", Fact.CATEGORY, "", "99")


@pytest.mark.parametrize("category", ["Social care", "social  CARE ", "SOCIAL CARE"])
def test_case_and_spaces_do_not_count(category: str) -> None:
    assert mapped([CARE, REST], replace(VACANCY, category=category))["sector"].gives == "12"


@pytest.mark.parametrize("rules", [[CARE, REST], [REST, CARE]])
def test_a_rule_counts_before_the_default_in_any_order(rules: list[Rule]) -> None:
    assert not mapped(rules, VACANCY)["sector"].default
    assert mapped(rules, replace(VACANCY, category="Kitchen"))["sector"].default


def test_the_accounts_own_rule_counts_before_the_boards() -> None:
    own = replace(CARE, gives="7")
    assert mapped([own, CARE, REST], VACANCY)["sector"].gives == "7"
    assert mapped([replace(REST, gives="7"), CARE, REST], VACANCY)["sector"].gives == "12", "a default is no rule"


@pytest.mark.parametrize(
    ("fact", "value"),
    [(Fact.CONTRACT, "bank"), (Fact.HOURS, "either"), (Fact.REGION, "west yorkshire"), (Fact.CATEGORY, "social care")],
)
def test_every_fact_can_decide(fact: Fact, value: str) -> None:
    vacancy = replace(VACANCY, contract=Contract.BANK, hours=Hours.EITHER)
    assert mapped([Rule("x", fact, value, "1")], vacancy)["x"].gives == "1"
    assert "x" not in mapped([Rule("x", fact, "something else", "1")], vacancy)


def test_what_a_person_gave_counts_and_an_empty_field_is_filled() -> None:
    assert filled([CARE], VACANCY, {"sector": "5", "product": "1"}) == {"sector": "5", "product": "1"}
    assert filled([CARE], VACANCY, {"sector": ""}) == {"sector": "12"}
    assert filled([CARE], replace(VACANCY, category=""), {"sector": ""}) == {"sector": ""}


def test_coverage_names_what_the_default_had_to_do() -> None:
    vacancies = {f"FH-{number}": values_of(VACANCY) for number in range(37)}
    vacancies |= {f"FH-{number}": values_of(replace(VACANCY, category="Kitchen")) for number in range(37, 40)}
    found = coverage([CARE, REST], "sector", vacancies)
    assert (found.by_rule, found.by_default, found.unknown, found.of) == (37, ("FH-37", "FH-38", "FH-39"), (), 40)
    assert coverage([CARE], "sector", vacancies).unknown == ("FH-37", "FH-38", "FH-39")
